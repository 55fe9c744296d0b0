namespace AutoEncoderTool.Reading;

/// <summary>What is wrong with a cell, and where it is.</summary>
internal static class CellErrors
{
    private const int MostCharacters = 30;

    internal static ToolException Create(Source source, string row, int column, CellResult result, ReadOnlySpan<char> text)
    {
        var shown = text.Length <= MostCharacters ? text.ToString() : $"{text[..MostCharacters]}…";
        var fault = result switch
        {
            CellResult.Missing => "the value is missing, and training needs all of them",
            CellResult.Infinite => $"'{shown}' is infinite, and training needs finite numbers",
            _ => $"'{shown}' is not a number",
        };
        return new ToolException($"{source.Name}: {row}, {source.DescribeColumn(column)}: {fault}");
    }
}
