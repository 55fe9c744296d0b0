using System.Globalization;
using AutoEncoderTool.Models;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace AutoEncoderTool.Scoring;

/// <summary>The values of an output for the rows of a block, and how they are read from the row that the model has computed.</summary>
internal abstract class OutputValues
{
    /// <summary>The names of the columns of a file that the output becomes.</summary>
    internal static IReadOnlyList<string> NamesOf(string output, DataViewSchema.Column column)
    {
        if (column.Type is not VectorDataViewType vector)
        {
            return [output];
        }

        var names = output == OutputName.Code ? null : ColumnBinding.SlotNamesOf(column);
        return [.. Enumerable.Range(0, vector.Size).Select(slot => string.Create(
            CultureInfo.InvariantCulture, $"{output}.{names?[slot] ?? slot.ToString(CultureInfo.InvariantCulture)}"))];
    }

    /// <param name="row">The row that the model computes.</param>
    /// <param name="column">The column of the output.</param>
    /// <param name="name">What it is called in messages.</param>
    /// <exception cref="ToolException">No file can have such values.</exception>
    internal static OutputValues Create(DataViewRow row, DataViewSchema.Column column, string name)
    {
        var item = column.Type is VectorDataViewType { ItemType: var itemType } ? itemType : column.Type;
        return column.Type is VectorDataViewType { Size: 0 } ? throw Unwritable()
            : item.RawType == typeof(float) ? new OutputValues<float>(row, column, WriteSingle)
            : item.RawType == typeof(double) ? Numbers<double>()
            : item.RawType == typeof(bool) ? new OutputValues<bool>(row, column, WriteBoolean)
            : item.RawType == typeof(uint) ? Numbers<uint>()
            : item.RawType == typeof(int) ? Numbers<int>()
            : item.RawType == typeof(long) ? Numbers<long>()
            : item is TextDataViewType ? new OutputValues<ReadOnlyMemory<char>>(row, column, WriteText)
            : throw Unwritable();

        OutputValues Numbers<T>()
            where T : IUtf8SpanFormattable => new OutputValues<T>(row, column, WriteNumber);

        ToolException Unwritable() => new($"The output '{name}' is of the type {column.Type}, which cannot be written to a table.");
    }

    /// <summary>The number of values of a row.</summary>
    internal abstract int Width { get; }

    internal abstract Type ValueType { get; }

    internal abstract void SetCapacity(int rowCount);

    /// <summary>Takes over the values of the row that the model computes now.</summary>
    internal abstract void Read(int row);

    /// <summary>Adds the cells of a row to a text, each with a separator before it unless the text is at the beginning of a line.</summary>
    internal abstract void Write(int row, Writing.CsvText text);

    /// <summary>A copy of the values of one slot for all rows.</summary>
    internal abstract Array CopySlot(int slot, int rowCount);

    private static void WriteSingle(float value, Writing.CsvText text) => text.AddNumber(value);

    private static void WriteNumber<T>(T value, Writing.CsvText text)
        where T : IUtf8SpanFormattable => text.AddNumber(value);

    private static void WriteBoolean(bool value, Writing.CsvText text) => text.AddPlain(value ? "true"u8 : "false"u8);

    private static void WriteText(ReadOnlyMemory<char> value, Writing.CsvText text) => text.AddText(value.Span);
}
