namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Rows go through the network to train it: with dropout, noise and samples, normalised by their own statistics, and watched for
/// gradients.</summary>
/// <param name="random">The random numbers of the rows in this step.</param>
internal sealed class TrainingPass(StepRandom random) : PassMode
{
    internal override StepRandom Random => random;
}
