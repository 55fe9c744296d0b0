using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Leads a training from the state that it is in to its end.</summary>
/// <param name="host">Raises errors.</param>
/// <param name="settings">How to train.</param>
/// <param name="state">Where the training begins, and where it ends.</param>
/// <param name="step">Makes the steps.</param>
/// <param name="training">The rows to train on.</param>
/// <param name="batches">The same, batch by batch.</param>
/// <param name="clock">Says how late it is.</param>
internal sealed class TrainingLoop(
    IHost host,
    TrainingSettings settings,
    TrainingState state,
    ITrainingStep step,
    TrainingInput training,
    IBatchFeed batches,
    TrainingClock clock)
{
    private static readonly TimeSpan EnoughToGuess = TimeSpan.FromSeconds(1);

    private readonly double _epochsBefore = Epochs(state, training);
    private bool _isAnnounced;

    /// <summary>What the penalties are called.</summary>
    internal required string[] PenaltyNames { get; init; }

    /// <summary>How labels help; null where there are none.</summary>
    internal LabelTask? Labels { get; init; }

    /// <summary>Rows of the training rows, to measure what the network explains of them.</summary>
    internal required EvaluationRows Sample { get; init; }

    /// <summary>The rows to measure the loss on; null if there are none.</summary>
    internal EvaluationRows? Validation { get; init; }

    /// <summary>Receives the state at the end of each epoch, and where <see cref="SavesAfterStep"/> says so; null if nobody keeps
    /// it.</summary>
    internal Action<TrainingState>? Save { get; init; }

    /// <summary>Asked after each step whether the state is saved in the middle of the epoch; null: it is not.</summary>
    internal Predicate<TrainingState>? SavesAfterStep { get; init; }

    /// <summary>Told what should not be, but does not end the training.</summary>
    internal required Action<string> Warn { get; init; }

    /// <summary>Told how long training will take, once that can be guessed.</summary>
    internal required Action<TimeSpan> Announce { get; init; }

    /// <summary>Told about each epoch.</summary>
    internal required Action<EpochMetrics> Report { get; init; }

    private bool IsTimeOver => clock.Elapsed >= settings.MaximumTrainingTime;

    private bool IsOver =>
        state.History.Count > 0
        && state.Epoch.BatchCount == 0
        && (IsTimeOver || settings.EarlyStopping?.IsDue(state.ComparableHistory) == true);

    /// <exception cref="InvalidOperationException">The training diverged.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    internal void Run()
    {
        clock.Agree();
        while (state.History.Count < settings.NumberOfEpochs && !IsOver)
        {
            var metrics = Evaluate(TrainEpoch());
            step.UpdateState();
            state.EndEpoch(metrics);
            Save?.Invoke(state);
            Report(metrics);
        }
    }

    /// <summary>Measures the network at the end of an epoch.</summary>
    private EpochMetrics Evaluate(EpochMetrics metrics)
    {
        var sample = step.Evaluate(Sample.Parts, CheckAlive);
        var validation = Validation is null ? default : step.Evaluate(Validation.Parts, CheckAlive);
        clock.Agree();
        return metrics.WithEvaluation(
            Sample.ExplainedVariance(sample.SquaredError),
            Validation is null ? null : validation.Loss / training.RowSize,
            Validation?.ExplainedVariance(validation.SquaredError),
            validation.Labels is { } labels ? Labels!.Loss.Measure(labels) : null,
            clock.Elapsed);
    }

    private void CheckAlive()
    {
        host.CheckAlive();
        settings.CancellationToken.ThrowIfCancellationRequested();
    }

    private void AgreeOnTimeLimit()
    {
        if (settings.MaximumTrainingTime is not null)
        {
            clock.Agree();
        }
    }

    private EpochMetrics TrainEpoch()
    {
        var start = clock.Elapsed - state.Epoch.Elapsed;
        var epoch = state.History.Count + 1;
        batches.StartEpoch(epoch, state.Epoch.BatchCount);
        while (batches.MoveNext())
        {
            CheckAlive();
            AgreeOnTimeLimit();
            if (state.Epoch.RowCount > 0 && IsTimeOver)
            {
                return Metrics(epoch, start);
            }

            TrainBatch(epoch);
            AnnounceOnce();
            if (SavesAfterStep?.Invoke(state) == true)
            {
                state.Epoch.Elapsed = clock.Elapsed - start;
                step.UpdateState();
                Save?.Invoke(state);
            }
        }

        clock.Agree();
        CheckRowCount(epoch);
        return Metrics(epoch, start);
    }

    /// <summary>Rows that are read anew in each epoch may be others than those that were counted and set aside for validation.</summary>
    private void CheckRowCount(int epoch)
    {
        if (state.Epoch.RowCount != training.RowCount)
        {
            Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"Epoch {epoch} had {state.Epoch.RowCount:#,0} rows to train on, but there were {training.RowCount:#,0} before the first " +
                $"one. Rows that do not fit into {nameof(TrainingSettings.MemoryBudgetInBytes)} are read anew in each epoch, " +
                $"and should be " +
                $"the same each time. Write them to a file, or raise the budget."));
        }
    }

    /// <summary>How many epochs are done, with the part of the current one that is.</summary>
    private static double Epochs(TrainingState state, TrainingInput training) =>
        state.History.Count + ((double)state.Epoch.RowCount / training.RowCount);

    private void AnnounceOnce()
    {
        if (_isAnnounced || clock.ElapsedHere < EnoughToGuess)
        {
            return;
        }

        _isAnnounced = true;
        var done = Epochs(state, training);
        Announce(clock.ElapsedHere * ((settings.NumberOfEpochs - done) / (done - _epochsBefore)));
    }

    private void TrainBatch(int epoch)
    {
        var sums = state.Epoch;
        var epochs = Epochs(state, training);
        var factor = settings.LearningRateSchedule.Factor(epochs, settings.NumberOfEpochs, state.ComparableHistory);
        sums.LearningRate = (float)(settings.LearningRate * factor);
        sums.RowCount += step.Run(batches, sums.LearningRate, epochs, sums.Losses);
        sums.BatchCount++;
        CheckFinite(sums.Losses.Sum(), epoch, sums.BatchCount);
    }

    private EpochMetrics Metrics(int epoch, TimeSpan start)
    {
        var sums = state.Epoch;
        var divisor = training.MeanWeight * sums.RowCount * training.RowSize;
        return new EpochMetrics
        {
            Epoch = epoch,
            ReconstructionLoss = sums.Losses[0] / divisor,
            Penalties = EpochMetrics.NamePenalties(PenaltyNames.Select((name, i) => (name, sums.Losses[i + 1] / divisor))),
            Labels = Labels?.Loss.Measure(new LabelSums(sums.Losses[^3], sums.Losses[^2], sums.Losses[^1])),
            MonitorsLabels = settings.EarlyStopping?.Loss == EarlyStoppingLoss.Labels,
            LearningRate = sums.LearningRate,
            RowsPerSecond = sums.RowCount / (clock.Elapsed - start).TotalSeconds,
            Elapsed = clock.Elapsed,
        };
    }

    private void CheckFinite(double loss, int epoch, int number)
    {
        if (!double.IsFinite(loss))
        {
            throw host.Except(
                string.Create(
                    CultureInfo.InvariantCulture, $"The training diverged: the loss became {loss} in epoch {epoch}, step {number}. ") +
                DivergenceAdvice.Of(settings, training.MeanWeight));
        }
    }
}
