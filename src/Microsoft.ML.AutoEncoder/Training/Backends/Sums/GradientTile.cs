namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A part of a matrix of weights whose gradients are computed at once: see <see cref="GradientReducer"/>.</summary>
/// <param name="Slot">Where the weights begin, and how many rows and columns there are.</param>
/// <param name="FirstRow">The number of the first row in the matrix.</param>
/// <param name="FirstColumn">The number of the first column.</param>
/// <param name="MatrixColumns">How many columns the matrix has.</param>
/// <param name="Layers">The numbers of the layers that share the weights.</param>
internal sealed record GradientTile(ParameterSlot Slot, int FirstRow, int FirstColumn, int MatrixColumns, int[] Layers)
{
    internal bool IsWhole => Slot.Columns == MatrixColumns;

    /// <summary>The parts that stand in one piece, and where each begins among the gradients.</summary>
    internal (ParameterSlot Slot, int Start)[] Segments { get; } = Slot.Columns == MatrixColumns
        ? [(Slot, 0)]
        : [.. Enumerable.Range(0, Slot.Rows).Select(row =>
            (new ParameterSlot(Slot.Offset + (row * MatrixColumns), 1, Slot.Columns), row * Slot.Columns))];
}
