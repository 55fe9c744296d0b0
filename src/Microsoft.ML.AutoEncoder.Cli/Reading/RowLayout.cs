using Microsoft.ML;

namespace AutoEncoderTool.Reading;

/// <summary>Which columns of a file become which columns of a model.</summary>
/// <param name="Schema">The model's columns.</param>
/// <param name="Columns">For each of those that are needed where it comes from.</param>
/// <param name="Keys">The columns of the file that are passed through.</param>
/// <param name="FileColumnCount">The number of columns of the file.</param>
internal sealed record RowLayout(
    DataViewSchema Schema, IReadOnlyList<BoundColumn> Columns, IReadOnlyList<int> Keys, int FileColumnCount)
{
    /// <summary>Whether empty cells and infinite numbers are errors.</summary>
    internal bool NeedsFiniteNumbers { get; init; }
}
