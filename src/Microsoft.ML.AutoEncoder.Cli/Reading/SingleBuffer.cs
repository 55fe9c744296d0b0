using Microsoft.ML.Data;
using Microsoft.ML.Internal.Utilities;

namespace AutoEncoderTool.Reading;

/// <summary>Numbers as ML.NET's text loader reads them, to the bit. An empty cell is a missing value, NaN.</summary>
internal sealed class SingleBuffer(DataViewType type, int size, bool needsFiniteNumbers) : ColumnBuffer<float>(type, size)
{
    internal override CellResult Parse(int row, int slot, ReadOnlySpan<char> text)
    {
        if (PlainNumber.TryParse(text, out var plain))
        {
            return Set(row, slot, plain);
        }

        switch (DoubleParser.Parse(text, out float value))
        {
            case DoubleParser.Result.Good:
                break;
            case DoubleParser.Result.Empty:
                value = float.NaN;
                break;
            default:
                return CellResult.Unreadable;
        }

        return Set(row, slot, value);
    }

    internal CellResult Set(int row, int slot, float value)
    {
        Values[(row * Size) + slot] = value;
        return !needsFiniteNumbers || float.IsFinite(value) ? CellResult.Good
            : float.IsNaN(value) ? CellResult.Missing
            : CellResult.Infinite;
    }
}
