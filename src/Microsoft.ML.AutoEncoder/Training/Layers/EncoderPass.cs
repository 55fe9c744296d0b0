using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What the encoder made of some rows: all that a regularizer may look at.</summary>
internal sealed record EncoderPass
{
    /// <summary>What each layer made of them, that of the code last.</summary>
    internal required IReadOnlyList<LayerPass> Layers { get; init; }

    /// <summary>What the rows were encoded for.</summary>
    internal required PassMode Mode { get; init; }

    /// <summary>Shape [rows, code size].</summary>
    internal required Tensor Code { get; init; }

    /// <summary>What the layer beside that of the code made of them. Shape [rows, code size]; null where there is no such layer.</summary>
    internal Tensor? LogVariance { get; init; }

    /// <summary>The mean of each unit of the code over the whole batch; null where nobody has asked for it.</summary>
    internal float[]? MeanCode { get; init; }
}
