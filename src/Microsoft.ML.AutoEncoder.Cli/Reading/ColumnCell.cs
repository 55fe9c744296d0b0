namespace AutoEncoderTool.Reading;

/// <summary>Where a cell of a file goes.</summary>
/// <param name="Buffer">The column.</param>
/// <param name="Slot">The slot there.</param>
/// <param name="Next">The next place for the same cell.</param>
internal sealed record ColumnCell(ColumnBuffer Buffer, int Slot, ColumnCell? Next);
