namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The choice of the optimizer.</summary>
internal static class Optimizers
{
    /// <param name="settings">How to train.</param>
    /// <param name="parameterCount">The number of parameters, a multiple of the vector width.</param>
    internal static IOptimizer Create(TrainingSettings settings, int parameterCount) => new Adam(parameterCount, settings);
}
