using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The columns that a model reads and writes. An optional column that is null is not produced.</summary>
internal sealed record AutoEncoderColumns(
    string Input,
    string Output,
    string? Reconstruction,
    string? ReconstructionError,
    string? SlotError,
    ImmutableArray<LayerColumn> Layers)
{
    /// <summary>The columns that are produced, in the order in which they are added to the data.</summary>
    internal IEnumerable<OutputColumn> Outputs =>
    [
        new(Output, OutputContent.Code),
        .. from column in new[]
            {
                (Name: Reconstruction, Content: OutputContent.Reconstruction),
                (Name: ReconstructionError, Content: OutputContent.ReconstructionError),
                (Name: SlotError, Content: OutputContent.SlotError),
            }
            where column.Name is not null
            select new OutputColumn(column.Name, column.Content),
        .. from column in Layers
            select new OutputColumn(column.ColumnName, OutputContent.Layer, column.Layer),
    ];
}
