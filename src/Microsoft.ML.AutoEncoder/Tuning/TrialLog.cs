using Microsoft.ML.Runtime;
using static System.FormattableString;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What has ended: in the file, in the log, and told to the user. Trials that run at the same time end one after the
/// other.</summary>
internal sealed class TrialLog
{
    private readonly Lock _lock = new();
    private readonly IChannel _channel;
    private readonly TuningOptions _tuning;
    private readonly TuningDraw[] _draws;
    private readonly TrialsFile? _file;
    private readonly Dictionary<(int Number, int Round), StoredTrial> _stored = [];

    /// <param name="host">Raises errors.</param>
    /// <param name="channel">The log.</param>
    /// <param name="tuning">How the search goes.</param>
    /// <param name="draws">The settings, by their numbers.</param>
    /// <param name="search">What the trials depend on.</param>
    internal TrialLog(
        IHost host, IChannel channel, TuningOptions tuning, TuningDraw[] draws, IReadOnlyDictionary<string, string> search)
    {
        (_channel, _tuning, _draws) = (channel, tuning, draws);
        if (tuning.TrialsPath is { } path)
        {
            _file = new TrialsFile(host, path, search);
            foreach (var trial in _file.Read())
            {
                _stored[(trial.Number, trial.Round)] = trial;
            }

            // Where nothing can be written, this is known before the first trial.
            _file.Write(_stored.Values);
        }
    }

    /// <returns>The trial of an earlier search; null if it has to be run.</returns>
    internal TuningTrial? Find(int number, int round) =>
        _stored.TryGetValue((number, round), out var trial) ? trial.ToTrial(_draws[number - 1]) : null;

    internal void Add(TuningTrial trial)
    {
        lock (_lock)
        {
            if (_file is not null)
            {
                _stored[(trial.Number, trial.Round)] = StoredTrial.Of(trial);
                _file.Write(_stored.Values);
            }

            _channel.Info(
                Invariant($"Trial {trial.Number}, round {trial.Round}, {trial.Epochs} epochs: ") +
                (trial.Metric is { } value ? Invariant($"{value:g5}") : $"failed: {trial.Error}"));
            _tuning.ProgressCallback?.Invoke(trial);
        }
    }
}
