namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>All that changes while a network is trained. Whoever has it can go on with the training.</summary>
/// <remarks>Plain numbers, wherever training runs: a backend works on copies, or on these, and brings them up to date when it is asked
/// to.</remarks>
internal sealed class TrainingState
{
    /// <summary>The name of the buffer with the parameters of the best epoch.</summary>
    internal const string BestParameters = BestPrefix + "parameters";

    private const string BestPrefix = "best ";

    private readonly List<EpochMetrics> _history = [];
    private readonly List<EpochMetrics> _comparableHistory = [];
    private readonly float[]? _bestValues;

    /// <param name="parameterLength">How many values the optimizer changes; see <see cref="ParameterLayout"/>.</param>
    /// <param name="length">How many values there are, with running statistics.</param>
    /// <param name="lossCount">How many losses there are: the reconstruction loss, and one for each penalty.</param>
    /// <param name="keepBest">Whether the values of the best epoch are kept.</param>
    /// <param name="optimizer">The optimizer's own part of the state.</param>
    internal TrainingState(int parameterLength, int length, int lossCount, bool keepBest, IEnumerable<NamedBuffer> optimizer)
    {
        Values = new float[length];
        _bestValues = keepBest ? new float[length] : null;
        Epoch = new EpochSums(lossCount);
        Buffers =
        [
            new NamedBuffer("parameters", Values.AsMemory(0, parameterLength)),
            new NamedBuffer("running statistics", Values.AsMemory(parameterLength)),
            .. optimizer,
            .. keepBest
                ? [
                    new NamedBuffer(BestParameters, _bestValues.AsMemory(0, parameterLength)),
                    new NamedBuffer(BestOf("running statistics"), _bestValues.AsMemory(parameterLength)),
                ]
                : Array.Empty<NamedBuffer>(),
        ];
    }

    /// <summary>All values, by name.</summary>
    internal IReadOnlyList<NamedBuffer> Buffers { get; }

    /// <summary>The parameters, and after them the running statistics.</summary>
    internal float[] Values { get; }

    /// <summary>The number of steps of the optimizer so far.</summary>
    internal int StepCount { get; set; }

    /// <summary>Decides the order of the rows.</summary>
    internal int OrderSeed { get; set; }

    /// <summary>How far the current epoch is.</summary>
    internal EpochSums Epoch { get; }

    /// <summary>The epochs that are done.</summary>
    internal IReadOnlyList<EpochMetrics> History => _history;

    /// <summary>How many epochs at the beginning do not compare with the later ones, as they had other rows.</summary>
    internal int ComparableFrom { get; init; }

    /// <summary>The epochs that are done, without those that do not compare with the later ones: what decides about the best one, about
    /// stopping and about plateaus.</summary>
    internal IReadOnlyList<EpochMetrics> ComparableHistory => _comparableHistory;

    /// <summary>The time that the training has taken until its state was last saved.</summary>
    internal TimeSpan Elapsed => (_history.Count == 0 ? TimeSpan.Zero : _history[^1].Elapsed) + Epoch.Elapsed;

    /// <summary>Whether there is a best epoch: a loss that is not finite cannot be compared with others.</summary>
    internal bool HasBest => _comparableHistory.Exists(metrics => double.IsFinite(metrics.MonitoredLoss));

    /// <summary>The epoch that ended with <see cref="FittedValues"/>; there is at least one.</summary>
    internal EpochMetrics FittedEpoch => _bestValues is not null && HasBest
        ? _comparableHistory.Where(metrics => double.IsFinite(metrics.MonitoredLoss)).MinBy(metrics => metrics.MonitoredLoss)!
        : _history[^1];

    /// <summary>What the fitted network is made of: the values of the best epoch where they are kept and there is one, otherwise the
    /// last ones.</summary>
    internal float[] FittedValues => _bestValues is not null && HasBest ? _bestValues : Values;

    /// <summary>The name of the buffer that keeps a buffer as it was after the best epoch.</summary>
    internal static string BestOf(string name) => BestPrefix + name;

    /// <summary>Whether a buffer keeps what the best epoch gave.</summary>
    internal static bool IsBest(string name) => name.StartsWith(BestPrefix, StringComparison.Ordinal);

    /// <summary>Takes over the epochs of a training that was interrupted, or that this one goes on from.</summary>
    internal void RestoreHistory(IEnumerable<EpochMetrics> history)
    {
        _history.AddRange(history);
        _comparableHistory.AddRange(_history.Skip(ComparableFrom));
    }

    /// <summary>Ends the current epoch.</summary>
    internal void EndEpoch(EpochMetrics metrics)
    {
        if (_bestValues is not null && IsBestLoss(metrics.MonitoredLoss))
        {
            Values.CopyTo(_bestValues, 0);
        }

        _history.Add(metrics);
        _comparableHistory.Add(metrics);
        Epoch.Clear();
    }

    private bool IsBestLoss(double loss) => double.IsFinite(loss)
        && _comparableHistory.TrueForAll(earlier => loss < earlier.MonitoredLoss || !double.IsFinite(earlier.MonitoredLoss));
}
