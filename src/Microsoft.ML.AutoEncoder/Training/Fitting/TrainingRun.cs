using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The course of one fit, from the data view to the fitted network. Nothing of Torch is left behind, whether it ends, fails or is
/// cancelled.</summary>
/// <param name="host">Raises errors.</param>
/// <param name="columns">What to read.</param>
/// <param name="readSettings">How to read: what is known of the settings before the data is.</param>
/// <param name="resolve">Gives the settings for the data that was read.</param>
/// <param name="link">The processes that train together.</param>
internal sealed class TrainingRun(
    IHost host, TrainingColumns columns, TrainingSettings readSettings, Func<DataProfile, TrainingSettings> resolve, GroupLink link)
{
    /// <summary>What to train on; null: what the context says.</summary>
    internal TrainingDevice? Device { get; init; }

    /// <summary>Asked after each step whether a checkpoint is written in the middle of the epoch; null: it is not.</summary>
    internal Predicate<TrainingState>? SavesAfterStep { get; init; }

    /// <summary>The model that the training goes on from; null: it begins at random.</summary>
    internal TrainingStart? Start { get; init; }

    /// <param name="input">The rows to train on.</param>
    /// <param name="validationSet">The rows to measure the loss on; null if there are none, or some of the others are set aside.</param>
    /// <exception cref="InvalidOperationException">The data cannot be trained on, or the network is too large, or the native libraries of
    /// Torch cannot be loaded, or the training diverged, or the checkpoint cannot be written, or another fit has it.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    internal TrainingResult Run(IDataView input, IDataView? validationSet)
    {
        using var claim = link.Leads && readSettings.CheckpointPath is { } checkpointPath
            ? CheckpointClaim.Make(host, checkpointPath)
            : null;
        using var channel = link.Leads ? host.Start("Training") : new SilentChannel(host);
        var device = Device ?? TrainingDevice.Choose(host, channel);
        if (link.PartCount > 1 && device.HasOwnMemory)
        {
            throw host.Except(
                $"{nameof(TrainingSettings.TrainingGroup)} is {readSettings.TrainingGroup}, which needs a thread for each process " +
                "that this one stands for, but a GPU has a single one. Train on the CPU, or leave the group away.");
        }

        AgreeOnSettings(input, validationSet, device);
        var parts = Read(input, validationSet);
        var (training, validation, dataHash) = (parts.All, parts.Validation, parts.Hash);
        var settings = resolve(Profile(training, validation));
        var shape = NetworkSize.Check(
            host, settings.CreateShape(training.RowSize, Start?.Network.Shape), settings.ArchitectureFor(columns.Label));
        var scale = Scale(settings.InputScaling, training, validation);
        var sample = training.Sample;
        if (scale is not null)
        {
            sample = sample.Copy();
            sample.Scale(scale);
        }

        var mean = EvaluationRows.Mean(sample);
        var batchSize = checked((int)Math.Min(settings.BatchSize, parts.LargestRowCount) * link.PartCount);
        var backend = TrainingBackend.Choose(device, settings.NumberOfThreads, batchSize, link);
        int[] threadCounts = [.. link.Gather(GroupStep.Rows, backend.ThreadCount).Select(count => (int)count)];
        FitReport.Begin(channel, columns, training, parts.ValidationRowCount, shape, settings, (long)batchSize * link.Size);
        FitReport.TellImages(channel, columns, readSettings, settings);
        backend = backend with { Precision = PrecisionChoice.Make(channel, settings.Precision, backend, shape, batchSize, link) };
        BatchLimit.Check(
            host,
            settings,
            shape,
            batchSize,
            backend.ThreadCount,
            columns.Label?.OutputSize ?? 0,
            training.BufferRowCount is not null);
        var description = settings.CheckpointPath is null
            ? null
            : Describe(
                settings, shape, backend, threadCounts, training, dataHash!, parts.ValidationRowCount, isSplit: validationSet is null);
        var checkpoint = link.Leads && description is not null ? new Checkpoint(host, settings.CheckpointPath!, description) : null;
        var initialState =
            Start?.CreateInitialState(host, scale, settings.Seed, dataHash) ?? new RandomInitialState(settings.Seed, mean);
        if (checkpoint is not null)
        {
            initialState = new CheckpointInitialState(channel, checkpoint, initialState);
        }

        initialState = new GroupInitialState(link, initialState);
        settings = Start?.WithEarlierEpochs(settings) ?? settings;
        TorchRuntime.EnsureLoaded(host);
        var (network, state) = backend.Lead(team =>
        {
            var layout = new ParameterLayout(shape, settings.ArchitectureFor(columns.Label));
            var objective = new Objective(settings.Loss, settings.Regularizers, shape.Decoder[^1].Activation);
            string[] penaltyNames = [.. objective.PenaltyNames];
            var optimizer = Optimizers.Create(settings, layout.TrainableLength);
            var labels = columns.Label is { } label ? Task(label, settings, training) : null;
            var lossCount = 1 + penaltyNames.Length + (labels?.LossCount ?? 0);
            var state = new TrainingState(layout.TrainableLength, layout.Length, lossCount, settings.KeepBest, optimizer.Buffers)
            {
                ComparableFrom = Start?.ComparableFrom(dataHash, settings.KeepBest) ?? 0,
            };
            initialState.Fill(layout, state);
            WarnOfStopped(state, settings, Warn);
            var task = new TrainingTask(layout, objective, settings, batchSize, training.HasWeights, training.MeanWeight)
            {
                Labels = labels,
                Sparse = SparseUse.Choose(layout, training.Values.Density, scale, objective),
            };
            using var batches = training.CreateFeed(batchSize, state.OrderSeed);
            if (labels is { PseudoLabelWeight: > 0 })
            {
                PropagateLabels(team, batches, columns.Label!, settings, Warn);
            }

            using var step = backend.CreateStep(team, task, state, optimizer, batches);
            var loop = new TrainingLoop(host, settings, state, step, training, batches, new TrainingClock(state.Elapsed, link))
            {
                PenaltyNames = [.. penaltyNames, .. labels?.LossNames ?? []],
                Labels = labels,
                Sample = new EvaluationRows(parts.Share(EvaluationRows.Reduce(sample, training.RowCount)), mean, link),
                Validation = validation is null ? null : new EvaluationRows(validation, mean, link),
                Save = checkpoint is null ? null : checkpoint.Save,
                SavesAfterStep = SavesAfterStep,
                Warn = Warn,
                Announce = left => team.OnCallingThread(() => EpochReport.Announce(channel, left)),
                Report = link.Leads ? metrics => team.OnCallingThread(() => EpochReport.Give(channel, settings, metrics)) : _ => { },
            };
            loop.Run();
            var network = FittedNetwork.Create(host, Warn, settings, training.MeanWeight, layout, state, scale);
            network = settings.DecorrelateCode && CodeRotation.Fits(shape) ? CodeRotation.Apply(network, training.Sample) : network;
            checkpoint?.Delete();
            return (Network: network, State: state);

            void Warn(string message) => team.OnCallingThread(() => channel.Warning(message));
        });
        var outcome = new TrainingOutcome
        {
            Settings = settings,
            History = state.ComparableHistory,
            FittedEpoch = state.FittedEpoch,
            Network = network,
            Sample = training.Sample,
            Values = training.Values,
            SlotName = training.SlotName,
        };
        return new TrainingResult(
            network,
            state.History,
            FittedChoices.Of(settings, backend with { ThreadCount = threadCounts[0] }),
            scale,
            settings.KeepTrainingState ? StateKeeper.Keep(channel, state, dataHash!) : null)
        {
            FittedEpoch = state.FittedEpoch,
            Findings = Diagnoses.Report(channel, outcome),
        };
    }

    /// <summary>A training that had stopped early has nothing left to do, as one that was never interrupted.</summary>
    private void WarnOfStopped(TrainingState state, TrainingSettings settings, Action<string> warn)
    {
        if (Start?.State is not null
            && state.History.Count == Start.History.Count
            && settings.EarlyStopping?.IsDue(state.ComparableHistory) == true)
        {
            warn(
                $"No epoch is trained: by {settings.EarlyStopping} the training of the model that this one goes on from is over. " +
                $"Set another {nameof(TrainingSettings.EarlyStopping)} to train longer.");
        }
    }

    /// <summary>Finds out, before anything is read, that the processes were not started alike.</summary>
    private void AgreeOnSettings(IDataView input, IDataView? validationSet, TrainingDevice device)
    {
        if (link.Size > 1)
        {
            link.Agree(
            [
                $"release: {TrainingIdentity.Release}",
                .. readSettings.Identity,
                FormattableString.Invariant($"slots of '{columns.Input}': {input.Schema[columns.Input].Type.GetVectorSize()}"),
                $"validation set: {validationSet is not null}",
                $"{nameof(readSettings.CheckpointPath)} is set: {readSettings.CheckpointPath is not null}",
                $"{nameof(readSettings.KeepTrainingState)}: {readSettings.KeepTrainingState}",
                $"device: {device.Torch.type}",
                Start?.Describe() ?? "begins at random",
            ]);
        }
    }

    private RowParts Read(IDataView input, IDataView? validationSet)
    {
        var needsHash = readSettings.CheckpointPath is not null || readSettings.KeepTrainingState || Start?.State is not null;
        using var hash = needsHash ? new DataHash() : null;
        var reader = new TrainingDataReader(host, columns, hash, readSettings.CancellationToken);
        var split = validationSet is null && readSettings.ValidationFraction is { } fraction
            ? new ValidationSplit(fraction, readSettings.Seed)
            : null;
        var (training, validation) = (new TrainingInput[link.PartCount], new RowStore?[link.PartCount]);
        for (var part = 0; part < link.PartCount; part++)
        {
            (training[part], validation[part]) =
                reader.ReadTraining(link.Part(input, part), readSettings.MemoryBudgetInBytes, split);
            if (validationSet is not null)
            {
                validation[part] = reader.ReadValidation(link.Part(validationSet, part));
            }
        }

        return RowParts.Join(link, training, validation[0] is null ? null : [.. validation.OfType<RowStore>()], hash?.Finish());
    }

    private DataProfile Profile(TrainingInput training, IReadOnlyList<RowStore>? validation) => new(
        training.RowSize,
        training.RowCount,
        training.Values.Minimum,
        training.Values.Maximum,
        training.Values.Density,
        HasValidationRows: validation is not null)
    {
        AreSlotsScaled = training.Values.AreSlotsScaled,
        FindImages = () => ImageShapeEstimator.Estimate(training.Sample),
        LabelKind = columns.Label?.Kind,
        LabelledPart = training.LabelBalance.Part,
    };

    private static LabelTask Task(LabelColumn label, TrainingSettings settings, TrainingInput training)
    {
        // As if every row had a label.
        var weight = settings.LabelWeight!.Value / training.LabelBalance.PartOfBatch;
        return new LabelTask(
            LabelLoss.Of(label, training.Labels!),
            weight,
            settings.LabelWeight.Value * settings.PseudoLabelWeight!.Value);
    }

    private void PropagateLabels(
        WorkerTeam team, IBatchFeed batches, LabelColumn label, TrainingSettings settings, Action<string> warn)
    {
        if (batches.InMemory is not { } rows)
        {
            warn(
                FormattableString.Invariant(
                    $"No row gets a pseudo-label, although {nameof(settings.PseudoLabelWeight)} is {settings.PseudoLabelWeight}: the ") +
                $"rows do not fit into {nameof(settings.MemoryBudgetInBytes)}, and only rows in memory are compared with each other. " +
                "Raise the budget.");
            return;
        }

        rows.PseudoLabels = LabelPropagation.Run(team, rows.Data, label, settings.Seed, () =>
        {
            host.CheckAlive();
            settings.CancellationToken.ThrowIfCancellationRequested();
        });
    }

    private InputScale? Scale(InputScaling scaling, TrainingInput training, IReadOnlyList<RowStore>? validation)
    {
        var scale = Start is { KeepsScale: true } ? Start.Scale
            : scaling == InputScaling.None ? null
            : ScaleEstimator.Estimate(scaling, training.Sample);
        if (scale is null)
        {
            return null;
        }

        training.Scale(scale);
        foreach (var part in validation ?? [])
        {
            part.Scale(scale);
        }

        return scale;
    }

    /// <summary>What the bits of the training depend on.</summary>
    private string[] Describe(
        TrainingSettings settings,
        NetworkShape shape,
        TrainingBackend backend,
        int[] threadCounts,
        TrainingInput training,
        string dataHash,
        int validationRows,
        bool isSplit)
    {
        // The number of threads that there are, whatever was asked for: another machine with as many gives the same bits.
        var actual = settings with { NumberOfThreads = backend.ThreadCount, Precision = backend.Precision };
        string[] processes = link.IsGroup
            ? [FormattableString.Invariant($"processes: {link.Size * link.PartCount}, with threads: {string.Join(' ', threadCounts)}")]
            : [];
        return
        [
            .. CheckpointDescription.Describe(actual, backend.Device, shape, training, dataHash),
            .. TrainingIdentity.Describe(training.RowCount, validationRows, isSplit),
            .. processes,
            .. Start is null ? Array.Empty<string>() : [Start.Describe()],
        ];
    }
}
