using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Makes of the state that a training ends with what the fitted model keeps.</summary>
internal static class StateKeeper
{
    /// <param name="channel">Is told that nothing can be kept.</param>
    /// <param name="state">The state, which nobody changes any more.</param>
    /// <param name="dataHash">Tells the rows of the training from others.</param>
    /// <returns>Null if a number is not finite: such a file could not be loaded again.</returns>
    internal static KeptState? Keep(IChannel channel, TrainingState state, string dataHash)
    {
        KeptBuffer[] buffers = [.. state.Buffers
            .Where(buffer => state.HasBest || !TrainingState.IsBest(buffer.Name))
            .Select(buffer => new KeptBuffer(buffer.Name, buffer.Values))];
        if (buffers.FirstOrDefault(buffer => !IsFinite(buffer.Values.Span)) is { } bad)
        {
            channel.Warning(
                $"{nameof(TrainingSettings.KeepTrainingState)} is set, but the model keeps no state: some values of '{bad.Name}' are not " +
                $"finite numbers. Lower {nameof(TrainingSettings.LearningRate)}, or scale the input.");
            return null;
        }

        return new KeptState
        {
            StepCount = state.StepCount,
            OrderSeed = state.OrderSeed,
            ComparableFrom = state.ComparableFrom,
            RowsHash = dataHash,
            Buffers = buffers,
        };
    }

    private static bool IsFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
