using Microsoft.ML.AutoEncoder;

namespace Benchmarks.Training;

/// <summary>What is trained: the sizes of the encoder's layers, from the input to the code; the decoder mirrors them.</summary>
internal sealed record Workload(params int[] Sizes)
{
    internal int BatchSize { get; init; } = 128;

    /// <summary>The images that rows are, for convolutions in place of hidden layers; null: dense layers.</summary>
    internal ImageShape? ImageShape { get; init; }

    /// <summary>The reference network.</summary>
    internal static Workload Reference { get; } = new(784, 256, 128, 64);

    /// <summary>The network for images of this size: convolutions of 16 and 32 filters.</summary>
    internal static Workload Images { get; } = new(784, 64) { ImageShape = new ImageShape(28, 28) };

    internal int InputSize => Sizes[0];

    /// <summary>Input and output size of each layer, from the input to the reconstruction.</summary>
    internal IEnumerable<(int Input, int Output)> Layers
    {
        get
        {
            int[] all = [.. Sizes, .. Sizes.Reverse().Skip(1)];
            return all.Zip(all.Skip(1));
        }
    }

    public override string ToString() => string.Join('-', Sizes);

    internal AutoEncoderEstimator.Options Options(int numberOfEpochs) => new()
    {
        OutputColumnName = "Code",
        InputColumnName = "Features",
        HiddenLayerSizes = Sizes[1..^1],
        ImageShape = ImageShape,
        CodeSize = Sizes[^1],
        BatchSize = BatchSize,
        NumberOfEpochs = numberOfEpochs,
        Seed = 1,
    };
}
