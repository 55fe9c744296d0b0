using Microsoft.ML.Data;

namespace AutoEncoderTool.Reading;

internal sealed class TextBuffer(DataViewType type, int size) : ColumnBuffer<ReadOnlyMemory<char>>(type, size)
{
    internal override CellResult Parse(int row, int slot, ReadOnlySpan<char> text)
    {
        Values[(row * Size) + slot] = text.ToString().AsMemory();
        return CellResult.Good;
    }
}
