using AutoEncoderTool.Scoring;
using Microsoft.ML.Data;

namespace AutoEncoderTool.Reading;

/// <summary>The values of a column for the rows of a block.</summary>
internal abstract class ColumnBuffer
{
    /// <exception cref="ToolException">No file can give such a column.</exception>
    internal static ColumnBuffer Create(DataViewType type, bool needsFiniteNumbers)
    {
        var size = type is VectorDataViewType vector ? vector.Size : 1;
        var item = type is VectorDataViewType { ItemType: var itemType } ? itemType : type;
        return item switch
        {
            NumberDataViewType when item == NumberDataViewType.Single => new SingleBuffer(type, size, needsFiniteNumbers),
            TextDataViewType => new TextBuffer(type, size),
            NumberDataViewType when item == NumberDataViewType.Double => new ParsedBuffer<double>(type, size),
            NumberDataViewType when item == NumberDataViewType.Int32 => new ParsedBuffer<int>(type, size),
            NumberDataViewType when item == NumberDataViewType.Int64 => new ParsedBuffer<long>(type, size),
            NumberDataViewType when item == NumberDataViewType.Byte => new ParsedBuffer<byte>(type, size),
            NumberDataViewType when item == NumberDataViewType.UInt32 => new ParsedBuffer<uint>(type, size),
            BooleanDataViewType => new ParsedBuffer<bool>(type, size),
            _ => throw new ToolException($"A column of the type {type} cannot be read from a file."),
        };
    }

    internal static bool IsReadable(DataViewType type)
    {
        var item = type is VectorDataViewType { ItemType: var itemType } ? itemType : type;
        return type is not VectorDataViewType { Size: 0 } && (item is TextDataViewType or BooleanDataViewType
            || (item is NumberDataViewType && (item.RawType == typeof(float) || item.RawType == typeof(double)
                || item.RawType == typeof(int) || item.RawType == typeof(long) || item.RawType == typeof(byte)
                || item.RawType == typeof(uint))));
    }

    internal abstract void SetCapacity(int rowCount);

    /// <summary>Takes a cell of a text file.</summary>
    internal abstract CellResult Parse(int row, int slot, ReadOnlySpan<char> text);

    /// <summary>A getter of the column for the row on which a view stands.</summary>
    /// <param name="view">The row.</param>
    /// <param name="index">The number of this buffer in the view's block, which changes.</param>
    internal abstract Delegate CreateGetter(RowView view, int index);
}
