using System.Globalization;
using AutoEncoderTool.Reading;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AutoEncoderTool.Models;

/// <summary>Finds for each column that a model reads the columns of a file that it is made of.</summary>
/// <param name="source">The file.</param>
/// <param name="lists">What the user says: a list for the only column, or <c>Name=list</c>.</param>
/// <param name="excluded">Columns of the file that are none of the model's.</param>
internal sealed class ColumnBinding(Source source, IReadOnlyList<string> lists, IReadOnlyCollection<int> excluded)
{
    /// <param name="columns">The columns of the model.</param>
    /// <returns>The same with where they come from.</returns>
    /// <exception cref="ToolException">The file does not have them.</exception>
    internal IReadOnlyList<BoundColumn> Bind(IReadOnlyList<DataViewSchema.Column> columns)
    {
        var named = ReadLists(columns);
        var bound = columns.ToDictionary(column => column.Index, column => Find(column, named));
        var taken = bound.Values.OfType<IReadOnlyList<int>>().SelectMany(found => found).Concat(excluded).ToHashSet();
        var rest = Enumerable.Range(0, source.Columns.Count).Where(column => !taken.Contains(column)).ToArray();
        var open = columns.Where(column => bound[column.Index] is null).ToArray();
        if (open.Length > 1)
        {
            throw new ToolException(
                $"{source.Name}: say where the model's columns come from with --columns NAME=LIST: " +
                string.Join(", ", open.Select(column => column.Name)));
        }

        foreach (var column in open)
        {
            bound[column.Index] = rest;
        }

        return [.. columns.Select(column => new BoundColumn(column, CheckCount(column, bound[column.Index]!)))];
    }

    private static int Size(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.Size : 1;

    private Dictionary<int, IReadOnlyList<int>> ReadLists(IReadOnlyList<DataViewSchema.Column> columns)
    {
        var found = new Dictionary<int, IReadOnlyList<int>>();
        var unnamed = new List<string>();
        foreach (var list in lists)
        {
            var sign = list.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0 && columns.Where(column => column.Name == list[..sign]).ToArray() is [var named])
            {
                found[named.Index] = ColumnList.Resolve(source, [list[(sign + 1)..]]);
            }
            else
            {
                unnamed.Add(list);
            }
        }

        if (unnamed.Count > 0)
        {
            var open = columns.Where(column => !found.ContainsKey(column.Index)).ToArray();
            found[open is [var single] ? single.Index : throw new ToolException(
                $"the model reads the columns {string.Join(", ", columns.Select(column => column.Name))}: " +
                "say which one is meant with --columns NAME=LIST")] = ColumnList.Resolve(source, unnamed);
        }

        return found;
    }

    private IReadOnlyList<int>? Find(DataViewSchema.Column column, Dictionary<int, IReadOnlyList<int>> named)
    {
        if (named.TryGetValue(column.Index, out var list))
        {
            return list;
        }

        if (!source.HasHeader)
        {
            return null;
        }

        if (column.Type is not VectorDataViewType { Size: > 1 } && ColumnList.FindName(source, column.Name) is var own and >= 0)
        {
            return [own];
        }

        if (SlotNamesOf(column) is { } names)
        {
            return [.. names.Select(name => ColumnList.FindName(source, name) is var found and >= 0
                ? found
                : throw ColumnList.Missing(source, name))];
        }

        return column.Type is VectorDataViewType ? null : throw ColumnList.Missing(source, column.Name);
    }

    /// <summary>The names of the slots; null if there are none, or if they are only numbers.</summary>
    internal static string[]? SlotNamesOf(DataViewSchema.Column column)
    {
        if (!column.HasSlotNames())
        {
            return null;
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        column.GetSlotNames(ref names);
        string[] texts = [.. names.DenseValues().Select(name => name.ToString())];
        var areNumbers = texts.Index().All(text => text.Item == (text.Index + 1).ToString(CultureInfo.InvariantCulture));
        return areNumbers || texts.Any(string.IsNullOrEmpty) ? null : texts;
    }

    private IReadOnlyList<int> CheckCount(DataViewSchema.Column column, IReadOnlyList<int> found) => found.Count == Size(column)
        ? found
        : throw new ToolException(
            $"{source.Name}: the model's column '{column.Name}' takes {Size(column)} columns, but {found.Count} are there for it; " +
            "choose them with --columns, or leave some out with --exclude or --key");
}
