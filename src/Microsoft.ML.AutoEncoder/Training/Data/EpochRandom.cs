namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Random numbers that start anew in each epoch, so that a training can go on with any epoch.</summary>
internal static class EpochRandom
{
    internal static Random Create(int seed, int epoch) => new(seed ^ unchecked(epoch * (int)0x9E3779B1));
}
