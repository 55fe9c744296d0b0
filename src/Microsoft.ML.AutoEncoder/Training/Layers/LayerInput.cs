using TorchSharp;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a layer is given: values, or rows without their zeros.</summary>
internal readonly struct LayerInput
{
    private LayerInput(torch.Tensor? values, SparseRows? sparseRows) => (Values, SparseRows) = (values, sparseRows);

    /// <summary>Shape [rows, input size]; null where the rows are sparse.</summary>
    internal torch.Tensor? Values { get; }

    /// <summary>Used until the pass is forgotten; null where there are values.</summary>
    internal SparseRows? SparseRows { get; }

    public static implicit operator LayerInput(torch.Tensor values) => new(values, null);

    public static implicit operator LayerInput(SparseRows rows) => new(null, rows);
}
