using Microsoft.ML;
using Microsoft.ML.Data;

namespace AutoEncoderTool.Reading;

/// <summary>A column of a model and the columns of a file that it is made of, slot by slot.</summary>
internal sealed record BoundColumn(DataViewSchema.Column Column, IReadOnlyList<int> FileColumns)
{
    internal DataViewType Type => Column.Type;
}
