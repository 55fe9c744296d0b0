namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderTransformer
{
    /// <summary>The model in one line, the same in every culture: <c>784 → 256 → 128 → 64 → 128 → 256 → 784, 484,944
    /// parameters, explains 92.1 %</c>. It explains that part of the variance of the validation rows, or of the training rows where
    /// there are no others.</summary>
    public override string ToString() => _network is { } network
        ? ModelLine.Of(network.Shape, FittedEpoch)
        : $"{nameof(AutoEncoderTransformer)} (disposed)";

    /// <summary>What there is to know about the model as a text, with tables of at most 80 characters a line: its layers with their
    /// activations, shapes and parameters, the options of its training, and its history. The same in every culture.</summary>
    /// <exception cref="ObjectDisposedException">The model has been disposed.</exception>
    public string Summary() => ModelSummary.Of(Network.Shape, Training);
}
