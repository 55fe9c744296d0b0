using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a training has made of the parameters, as a network that can be used.</summary>
internal static class FittedNetwork
{
    /// <summary>Makes the fitted network. That the last loss was finite says nothing of the step after it, nor of what folding a
    /// normalisation into the weights gives.</summary>
    /// <param name="host">Raises errors.</param>
    /// <param name="warn">Is told that no epoch could be the best.</param>
    /// <param name="settings">How the network was trained.</param>
    /// <param name="meanWeight">The mean of the example weights; 1 where there are none.</param>
    /// <param name="layout">The network in training.</param>
    /// <param name="state">What the training ended with.</param>
    /// <param name="scale">How the input was scaled in training; null: not at all.</param>
    /// <exception cref="InvalidOperationException">A parameter or a statistic is not finite: such a model could not be loaded
    /// again.</exception>
    internal static AutoEncoderNetwork Create(
        IHost host,
        Action<string> warn,
        TrainingSettings settings,
        double meanWeight,
        ParameterLayout layout,
        TrainingState state,
        InputScale? scale)
    {
        var values = state.FittedValues;
        var network = InferenceNetworkBuilder.Build(layout, values, scale);
        var bad = Math.Max(CountNotFinite(values), CountNotFinite(network.Parameters));
        if (bad > 0)
        {
            throw host.Except(
                $"The training diverged: {bad:#,0} of the network's parameters are not finite numbers after epoch " +
                $"{state.History.Count}. {DivergenceAdvice.Of(settings, meanWeight)}");
        }

        if (settings.KeepBest && !state.HasBest)
        {
            warn(
                "In no epoch the loss that decides about the best one was a finite number: the weights are those of the last epoch. " +
                "Look for values in the validation rows that are much larger than those in the training rows.");
        }

        return network;
    }

    private static int CountNotFinite(ReadOnlySpan<float> values)
    {
        var count = 0;
        foreach (var value in values)
        {
            count += float.IsFinite(value) ? 0 : 1;
        }

        return count;
    }
}
