using System.Globalization;
using Microsoft.ML.AutoEncoder;

namespace AutoEncoderTool.Reading;

/// <summary>Columns as a user lists them: names, numbers from 1 on, and ranges of either, as in <c>age,height,5..9,pixel0..pixel783</c>.
/// </summary>
internal static class ColumnList
{
    internal const string Syntax = "names, numbers from 1 on, or ranges (5..9, pixel0..pixel783, 3..), separated by commas";

    private const string RangeSign = "..";

    /// <exception cref="ToolException">There is no such column.</exception>
    internal static List<int> Resolve(Source source, IEnumerable<string> lists)
    {
        var columns = new List<int>();
        foreach (var list in lists)
        {
            // A name may have a comma in it.
            string[] items = FindName(source, list) >= 0 ? [list] : list.Split(',', StringSplitOptions.TrimEntries);
            foreach (var item in items)
            {
                columns.AddRange(ResolveItem(source, item));
            }
        }

        return columns;
    }

    /// <returns>The number of a column, from 0 on.</returns>
    /// <exception cref="ToolException">There is no such column.</exception>
    internal static int ResolveOne(Source source, string text)
    {
        if (FindName(source, text) is var found && found >= 0)
        {
            return found;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number >= 1 && number <= source.Columns.Count
                ? number - 1
                : throw new ToolException($"{source.Name}: has no column {number}; it has {source.Columns.Count}");
        }

        throw Missing(source, text);
    }

    internal static int FindName(Source source, string name)
    {
        if (!source.HasHeader)
        {
            return -1;
        }

        for (var i = 0; i < source.Columns.Count; i++)
        {
            if (source.Columns[i] == name)
            {
                return i;
            }
        }

        return -1;
    }

    internal static ToolException Missing(Source source, string name) => source.HasHeader
        ? new ToolException($"{source.Name}: has no column '{name}'. {NearestNames.Describe(name, source.Columns)}")
        : new ToolException($"{source.Name}: has no header, so there is no column '{name}'; columns are called by their numbers");

    private static IEnumerable<int> ResolveItem(Source source, string item)
    {
        var sign = item.IndexOf(RangeSign, StringComparison.Ordinal);
        if (sign < 0 || FindName(source, item) >= 0)
        {
            return [ResolveOne(source, item)];
        }

        var first = sign == 0 ? 0 : ResolveOne(source, item[..sign]);
        var last = sign + RangeSign.Length == item.Length
            ? source.Columns.Count - 1
            : ResolveOne(source, item[(sign + RangeSign.Length)..]);
        return first <= last
            ? Enumerable.Range(first, last - first + 1)
            : throw new ToolException($"{source.Name}: the range {item} ends before it begins");
    }
}
