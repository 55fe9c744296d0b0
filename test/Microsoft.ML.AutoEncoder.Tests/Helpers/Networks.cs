namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Untrained networks with random weights.</summary>
internal static class Networks
{
    internal static AutoEncoderNetwork Random(int inputSize, int hiddenSize, int codeSize, int seed = 1, int? maximumLaneCount = null)
    {
        var shape = NetworkShape.OfDenseLayers(
            inputSize,
            [(hiddenSize, Activation.LeakyReLU()), (codeSize, Activation.ELU(0.7f))],
            [(hiddenSize, Activation.LeakyReLU(0.1f)), (inputSize, Activation.Sigmoid)]);
        var random = new Random(seed);
        float[] parameters = [.. Enumerable.Range(0, (int)shape.ParameterCount).Select(_ => random.NextSingle() - 0.5f)];
        return new AutoEncoderNetwork(shape, parameters, maximumLaneCount ?? WeightedSum.HardwareLaneCount);
    }
}
