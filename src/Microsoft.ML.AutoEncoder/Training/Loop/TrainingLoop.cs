using Microsoft.ML.Runtime;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Trains a network. Nothing of Torch is left behind, whether training ends, fails or is cancelled.</summary>
internal sealed class TrainingLoop(IHost host, IChannel channel, TrainingSettings settings, TrainingDevice device, Checkpoint? checkpoint)
{
    /// <param name="shape">The layers.</param>
    /// <param name="training">The rows to train on.</param>
    /// <param name="validation">The rows to measure the loss on; null if there are none.</param>
    /// <exception cref="InvalidOperationException">The native libraries of Torch cannot be loaded, or the training diverged.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    internal (AutoEncoderNetwork Network, IReadOnlyList<EpochMetrics> History) Train(NetworkShape shape, TrainingInput training, RowStore? validation)
    {
        TorchRuntime.EnsureLoaded(host);

        var batchSize = (int)Math.Min(settings.BatchSize, training.RowCount);
        var threadCount = device.HasOwnMemory ? 1 : TrainingStep.ThreadCount(settings.NumberOfThreads, batchSize);
        return WorkerTeam.Lead(threadCount, team => Train(team, shape, training, validation, batchSize));
    }

    private (AutoEncoderNetwork Network, IReadOnlyList<EpochMetrics> History) Train(
        WorkerTeam team, NetworkShape shape, TrainingInput training, RowStore? validation, int batchSize)
    {
        using var scope = NewDisposeScope();
        var random = new Random(settings.Seed);
        var layout = new ParameterLayout(shape, settings.Architecture);
        var state = new TrainingState(layout, settings.WeightDecay, settings.KeepBest);
        layout.Initialize(state.Parameters.Values, random);
        var objective = new Objective(settings.Loss, settings.Regularizers, shape.Decoder[^1].Activation);
        using var batches = training.CreateFeed(batchSize, random.Next());
        if (checkpoint?.TryRestore(state) == true)
        {
            channel.Info(MessageSensitivity.None, "Going on after epoch {0} of the checkpoint", state.History.Count);
        }

        using ITrainingStep step = device.HasOwnMemory
            ? new DeviceTrainingStep(device, state, objective, batches, batchSize, training.HasWeights, settings)
            : new TrainingStep(team, state, objective, batchSize, training.HasWeights, settings);
        var clock = new TrainingClock(state.History);
        while (state.History.Count < settings.NumberOfEpochs && !IsOver(state.History, clock))
        {
            var metrics = TrainEpoch(state, step, [.. objective.PenaltyNames], training, batches, clock);
            if (validation is not null)
            {
                metrics = metrics with { ValidationLoss = step.Evaluate(validation) / validation.TotalWeight / validation.RowSize, Elapsed = clock.Elapsed };
            }

            step.UpdateState();
            state.EndEpoch(metrics);
            checkpoint?.Save(state);
            team.OnCallingThread(() => Report(metrics));
        }

        checkpoint?.Delete();

        return (state.ToNetwork(), state.History);
    }

    private bool IsOver(IReadOnlyList<EpochMetrics> history, TrainingClock clock) =>
        history.Count > 0 && (IsTimeOver(clock) || settings.EarlyStopping?.IsDue(history) == true);

    private bool IsTimeOver(TrainingClock clock) => clock.Elapsed >= settings.MaximumTrainingTime;

    private EpochMetrics TrainEpoch(
        TrainingState state, ITrainingStep step, string[] penalties, TrainingInput training, IBatchFeed batches, TrainingClock clock)
    {
        var start = clock.Elapsed;
        var epoch = state.History.Count + 1;
        var (losses, rowCount, learningRate) = (new double[1 + penalties.Length], 0L, 0f);
        batches.StartEpoch(epoch);
        for (var number = 1; batches.MoveNext(); number++)
        {
            host.CheckAlive();
            settings.CancellationToken.ThrowIfCancellationRequested();
            if (rowCount > 0 && IsTimeOver(clock))
            {
                break;
            }

            var epochs = epoch - 1 + ((double)rowCount / training.RowCount);
            learningRate = (float)(settings.LearningRate * settings.LearningRateSchedule.Factor(epochs, settings.NumberOfEpochs, state.History));
            step.Run(batches, training.MeanWeight, learningRate, epochs, losses);
            CheckFinite(losses.Sum(), epoch, number);
            rowCount += batches.RowCount;
        }

        var divisor = training.MeanWeight * rowCount * training.RowSize;
        return new EpochMetrics
        {
            Epoch = epoch,
            ReconstructionLoss = losses[0] / divisor,
            Penalties = EpochMetrics.NamePenalties(penalties.Select((name, i) => (name, losses[i + 1] / divisor))),
            LearningRate = learningRate,
            RowsPerSecond = rowCount / (clock.Elapsed - start).TotalSeconds,
            Elapsed = clock.Elapsed,
        };
    }

    private void Report(EpochMetrics metrics)
    {
        channel.Info(
            MessageSensitivity.None,
            "Epoch {0}/{1}: loss {2:0.000000}{3}{4}, {5:#,0} rows/s, {6:0.0} s",
            metrics.Epoch,
            settings.NumberOfEpochs,
            metrics.Loss,
            metrics.Penalties.Count > 0 ? $" (reconstruction {metrics.ReconstructionLoss:0.000000}{string.Concat(metrics.Penalties.Select(penalty => $", {penalty.Key} {penalty.Value:0.000000}"))})" : string.Empty,
            metrics.ValidationLoss is { } validationLoss ? $", validation {validationLoss:0.000000}" : string.Empty,
            metrics.RowsPerSecond,
            metrics.Elapsed.TotalSeconds);
        settings.ProgressCallback?.Invoke(metrics);
    }

    private void CheckFinite(double loss, int epoch, int step)
    {
        if (!double.IsFinite(loss))
        {
            throw host.Except(
                $"The training diverged: the loss became {loss} in epoch {epoch}, step {step}. Lower {nameof(AutoEncoderEstimator.Options.LearningRate)} " +
                $"(it is {settings.LearningRate}), or scale the input.");
        }
    }
}
