using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A training begins where the one before it ended, with all that the optimizer remembers.</summary>
/// <param name="host">Raises errors.</param>
/// <param name="kept">The state that the training before ended with.</param>
/// <param name="history">Its epochs.</param>
/// <param name="isOtherData">Whether this one has other rows. Then it begins with the parameters of the fitted model, which may be those
/// of an epoch before the last one.</param>
internal sealed class KeptInitialState(IHost host, KeptState kept, IReadOnlyList<EpochMetrics> history, bool isOtherData) : IInitialState
{
    private readonly Dictionary<string, ReadOnlyMemory<float>> _kept =
        kept.Buffers.ToDictionary(buffer => buffer.Name, buffer => buffer.Values);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The state that was kept is not one of a training like this.</exception>
    public void Fill(ParameterLayout layout, TrainingState state)
    {
        foreach (var (name, values) in state.Buffers)
        {
            if (Find(name) is { } source)
            {
                Copy(name, source, values);
            }
            else if (!TrainingState.IsBest(name))
            {
                throw Refuse($"it lacks the values '{name}'");
            }
        }

        state.RestoreHistory(history);
        (state.StepCount, state.OrderSeed) = (kept.StepCount, kept.OrderSeed);
    }

    private ReadOnlyMemory<float>? Find(string name) =>
        isOtherData && _kept.TryGetValue(TrainingState.BestOf(name), out var best) ? best
        : _kept.TryGetValue(name, out var values) ? values
        : (ReadOnlyMemory<float>?)null; // A bare null would be an empty memory.

    private void Copy(string name, ReadOnlyMemory<float> source, Memory<float> values)
    {
        if (source.Length != values.Length)
        {
            throw Refuse(FormattableString.Invariant($"it has {source.Length} values of '{name}', and this training {values.Length}"));
        }

        source.CopyTo(values);
    }

    private Exception Refuse(string reason) => host.Except(
        $"Training cannot go on from the state that this model keeps: {reason}. It is that of a training of another kind.");
}
