using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The fitted model that a training goes on from.</summary>
/// <param name="Network">Its network.</param>
/// <param name="History">The epochs of its training.</param>
/// <param name="State">The state that its training ended with; null if that was not kept.</param>
internal sealed record TrainingStart(AutoEncoderNetwork Network, IReadOnlyList<EpochMetrics> History, KeptState? State)
{
    /// <summary>How its input was scaled; null: not at all.</summary>
    internal InputScale? Scale { get; init; }

    /// <summary>Whether this training scales its input likewise; otherwise it finds a scale of its own.</summary>
    internal bool KeepsScale { get; init; }

    /// <summary>Whether the decoder's weights are those of the encoder, transposed.</summary>
    internal bool HasTiedWeights { get; init; }

    /// <summary>The epochs that this training counts on from: none where no state was kept.</summary>
    internal IReadOnlyList<EpochMetrics> EarlierEpochs => State is null ? [] : History;

    /// <summary>The settings of all epochs together: a schedule goes by them, and the clock shows the time of the earlier ones
    /// too.</summary>
    internal TrainingSettings WithEarlierEpochs(TrainingSettings settings)
    {
        var elapsed = EarlierEpochs is [.., var last] ? last.Elapsed : TimeSpan.Zero;
        return settings with
        {
            NumberOfEpochs = (int)Math.Min(int.MaxValue, (long)settings.NumberOfEpochs + EarlierEpochs.Count),
            MaximumTrainingTime = settings.MaximumTrainingTime is { } time
                ? time <= TimeSpan.MaxValue - elapsed ? time + elapsed : TimeSpan.MaxValue
                : null,
        };
    }

    /// <summary>How many epochs at the beginning do not compare with those to come: they had other rows, or what the best of them gave is
    /// wanted and was not kept.</summary>
    /// <param name="dataHash">Tells the rows of this training from others.</param>
    /// <param name="keepBest">Whether the values of the best epoch are wanted.</param>
    internal int ComparableFrom(string? dataHash, bool keepBest)
    {
        if (State is null)
        {
            return 0;
        }

        var hasBest = !keepBest || State.Buffers.Any(buffer => buffer.Name == TrainingState.BestParameters);
        return State.RowsHash == dataHash && hasBest ? State.ComparableFrom : History.Count;
    }

    /// <summary>Where this training begins.</summary>
    /// <param name="host">Raises errors.</param>
    /// <param name="scale">How this training scales its input; null: not at all.</param>
    /// <param name="seed">Decides the order of the rows where no state was kept.</param>
    /// <param name="dataHash">Tells the rows of this training from others.</param>
    internal IInitialState CreateInitialState(IHost host, InputScale? scale, int seed, string? dataHash) => State is null
        ? new FittedInitialState(host, Network, seed) { Scale = scale, HasTiedWeights = HasTiedWeights }
        : new KeptInitialState(host, State, History, isOtherData: State.RowsHash != dataHash);

    /// <summary>A line of what the bits of this training depend on.</summary>
    internal string Describe()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Network.ForEachLayer(parameters => hash.AppendData(MemoryMarshal.AsBytes(parameters)));
        foreach (var buffer in State?.Buffers ?? [])
        {
            hash.AppendData(MemoryMarshal.AsBytes(buffer.Values.Span));
        }

        return FormattableString.Invariant($"goes on from: {Convert.ToHexString(hash.GetHashAndReset())}, {EarlierEpochs.Count} epochs");
    }
}
