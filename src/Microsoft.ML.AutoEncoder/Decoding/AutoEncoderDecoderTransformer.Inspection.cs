namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderDecoderTransformer
{
    /// <summary>The decoder in one line, the same in every culture: <c>64 → 128 → 256 → 784, 242,576 parameters</c>.</summary>
    public override string ToString() => ModelLine.Of(_network.Shape, fittedEpoch: null);

    /// <summary>The decoder's layers with their activations, shapes and parameters, as a text of at most 80 characters a line. The same in
    /// every culture.</summary>
    public string Summary() => ModelSummary.Of(_network.Shape, training: null);
}
