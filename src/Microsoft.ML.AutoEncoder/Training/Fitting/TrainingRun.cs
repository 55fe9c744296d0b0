using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The course of one fit, from the data view to the fitted network. Nothing of Torch is left behind, whether it ends, fails or is
/// cancelled.</summary>
/// <param name="host">Raises errors.</param>
/// <param name="columns">What to read.</param>
/// <param name="readSettings">How to read: what is known of the settings before the data is.</param>
/// <param name="resolve">Gives the settings for the data that was read.</param>
internal sealed class TrainingRun(
    IHost host, TrainingColumns columns, TrainingSettings readSettings, Func<DataProfile, TrainingSettings> resolve)
{
    /// <summary>What to train on; null: what the context says.</summary>
    internal TrainingDevice? Device { get; init; }

    /// <summary>Asked after each step whether a checkpoint is written in the middle of the epoch; null: it is not.</summary>
    internal Predicate<TrainingState>? SavesAfterStep { get; init; }

    /// <param name="input">The rows to train on.</param>
    /// <param name="validationSet">The rows to measure the loss on; null if there are none, or some of the others are set aside.</param>
    /// <exception cref="InvalidOperationException">The data cannot be trained on, or the network is too large, or the native libraries of
    /// Torch cannot be loaded, or the training diverged, or the checkpoint cannot be written, or another fit has it.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    internal TrainingResult Run(IDataView input, IDataView? validationSet)
    {
        using var claim = readSettings.CheckpointPath is { } checkpointPath ? CheckpointClaim.Make(host, checkpointPath) : null;
        using var channel = host.Start("Training");
        var device = Device ?? TrainingDevice.Choose(host, channel);
        using var hash = readSettings.CheckpointPath is null ? null : new DataHash();
        var (training, validation) = Read(input, validationSet, hash);
        var settings = resolve(Profile(training, validation));
        var shape = NetworkSize.Check(host, settings.CreateShape(training.RowSize), settings.Architecture);
        var scale = Scale(settings.InputScaling, training, validation);
        var batchSize = (int)Math.Min(settings.BatchSize, training.RowCount);
        var backend = TrainingBackend.Choose(device, settings.NumberOfThreads, batchSize);
        FitReport.Begin(channel, columns, training, validation, shape, settings, batchSize);
        BatchLimit.Check(host, settings, shape, batchSize, backend.ThreadCount, training.BufferRowCount is not null);
        var identity = hash is null
            ? null
            : Describe(settings, shape, backend, training, hash.Finish(), validation?.RowCount ?? 0, isSplit: validationSet is null);
        var checkpoint = identity is null ? null : new Checkpoint(host, settings.CheckpointPath!, identity);
        var random = new RandomInitialState(settings.Seed);
        IInitialState initialState = checkpoint is null ? random : new CheckpointInitialState(channel, checkpoint, random);

        TorchRuntime.EnsureLoaded(host);
        return backend.Lead(team =>
        {
            var layout = new ParameterLayout(shape, settings.Architecture);
            var objective = new Objective(settings.Loss, settings.Regularizers, shape.Decoder[^1].Activation);
            string[] penaltyNames = [.. objective.PenaltyNames];
            var optimizer = Optimizers.Create(settings, layout.TrainableLength);
            var lossCount = 1 + penaltyNames.Length;
            var state = new TrainingState(layout.TrainableLength, layout.Length, lossCount, settings.KeepBest, optimizer.Buffers);
            initialState.Fill(layout, state);
            var task = new TrainingTask(layout, objective, settings, batchSize, training.HasWeights, training.MeanWeight);
            using var batches = training.CreateFeed(batchSize, state.OrderSeed);
            using var step = backend.CreateStep(team, task, state, optimizer, batches);
            var loop = new TrainingLoop(host, settings, state, step, training, batches)
            {
                PenaltyNames = penaltyNames,
                Validation = validation,
                Save = checkpoint is null ? null : checkpoint.Save,
                SavesAfterStep = SavesAfterStep,
                Warn = Warn,
                Report = metrics => team.OnCallingThread(() => EpochReport.Give(channel, settings, metrics)),
            };
            loop.Run();
            var network = FittedNetwork.Create(host, Warn, settings, training.MeanWeight, layout, state, scale);
            checkpoint?.Delete();
            return new TrainingResult(network, state.History) { Scale = scale };

            void Warn(string message) => team.OnCallingThread(() => channel.Warning(message));
        });
    }

    private (TrainingInput Training, RowStore? Validation) Read(IDataView input, IDataView? validationSet, DataHash? hash)
    {
        var reader = new TrainingDataReader(host, columns, hash, readSettings.CancellationToken);
        var split = validationSet is null && readSettings.ValidationFraction is { } fraction
            ? new ValidationSplit(fraction, readSettings.Seed)
            : null;
        var (training, validation) = reader.ReadTraining(input, readSettings.MemoryBudgetInBytes, split);
        return (training, validationSet is null ? validation : reader.ReadValidation(validationSet));
    }

    private static DataProfile Profile(TrainingInput training, RowStore? validation) => new(
        training.RowSize,
        training.RowCount,
        training.Values.Minimum,
        training.Values.Maximum,
        training.Values.Density,
        HasValidationRows: validation is not null);

    private static InputScale? Scale(InputScaling scaling, TrainingInput training, RowStore? validation)
    {
        if (scaling == InputScaling.None)
        {
            return null;
        }

        var scale = ScaleEstimator.Estimate(scaling, training.Sample(ScaleEstimator.SampleSize))!;
        training.Scale(scale);
        validation?.Scale(scale);
        return scale;
    }

    /// <summary>What the bits of the training depend on.</summary>
    private static string[] Describe(
        TrainingSettings settings,
        NetworkShape shape,
        TrainingBackend backend,
        TrainingInput training,
        string dataHash,
        int validationRows,
        bool isSplit)
    {
        // The number of threads that there are, whatever was asked for: another machine with as many gives the same bits.
        var actual = settings with { NumberOfThreads = backend.ThreadCount };
        return
        [
            .. CheckpointDescription.Describe(actual, backend.Device, shape, training, dataHash),
            .. TrainingIdentity.Describe(training.RowCount, validationRows, isSplit),
        ];
    }
}
