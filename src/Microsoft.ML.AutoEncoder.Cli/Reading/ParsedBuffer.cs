using Microsoft.ML.Data;
using Microsoft.ML.Data.Conversion;

namespace AutoEncoderTool.Reading;

/// <summary>Values of a type that is rare in a model's input, parsed as ML.NET's text loader does.</summary>
internal sealed class ParsedBuffer<T>(DataViewType type, int size) : ColumnBuffer<T>(type, size)
{
    private readonly TryParseMapper<T> _parse =
        Conversions.DefaultInstance.GetTryParseConversion<T>(type is VectorDataViewType vector ? vector.ItemType : type);

    internal override CellResult Parse(int row, int slot, ReadOnlySpan<char> text) =>
        _parse(text.ToString().AsMemory(), out Values[(row * Size) + slot]) ? CellResult.Good : CellResult.Unreadable;
}
