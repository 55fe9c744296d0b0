namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What rows go through the network for: to train it, or to see what it makes of them.</summary>
internal abstract class PassMode
{
    /// <summary>The random numbers of the rows. Only a pass that trains has them.</summary>
    internal virtual StepRandom Random => throw new InvalidOperationException("Nothing is random in an evaluation.");
}
