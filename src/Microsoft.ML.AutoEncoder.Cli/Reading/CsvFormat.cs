namespace AutoEncoderTool.Reading;

/// <summary>How a text file is written.</summary>
/// <param name="Separator">Between columns.</param>
/// <param name="HasHeader">Whether the first row has the names of the columns.</param>
internal sealed record CsvFormat(char Separator, bool HasHeader);
