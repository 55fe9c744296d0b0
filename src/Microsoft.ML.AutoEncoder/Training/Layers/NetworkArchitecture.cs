namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a network has in training, besides the layers that are left when it is frozen.</summary>
internal sealed record NetworkArchitecture
{
    /// <summary>Whether the decoder's weights are the encoder's, transposed.</summary>
    internal bool TiedWeights { get; init; }

    /// <summary>What initial weights are drawn from.</summary>
    internal WeightInitialization WeightInitialization { get; init; }

    /// <summary>Whether hidden layers are normalised by the statistics of a batch.</summary>
    internal bool BatchNormalization { get; init; }

    /// <summary>The part of the values of hidden layers that is set to 0 in each step, in [0, 1).</summary>
    internal float Dropout { get; init; }

    /// <summary>How many numbers a layer on the code predicts labels by; 0: there is none.</summary>
    internal int LabelOutputSize { get; init; }

    /// <summary>Whether a layer beside that of the code gives the logarithms of variances.</summary>
    internal bool LogVariance { get; init; }
}
