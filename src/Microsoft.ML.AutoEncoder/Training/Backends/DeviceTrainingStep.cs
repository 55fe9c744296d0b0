using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>One step of the training on a device with memory of its own, where parameters, gradients and what the optimizer remembers stay
/// until the state is
/// asked for.</summary>
/// <remarks>The tensors belong to the dispose scope in which the object is created.</remarks>
internal sealed class DeviceTrainingStep : ITrainingStep
{
    private readonly IRowSums _sums;
    private readonly TrainingTask _task;
    private readonly TrainingState _state;
    private readonly FlatTensor _parameters;
    private readonly Worker _worker;
    private readonly IDeviceOptimizer _optimizer;
    private readonly DeviceRows? _rows;
    private readonly SharedGradients? _shared;

    /// <param name="backend">What training runs on.</param>
    /// <param name="task">What is to be trained.</param>
    /// <param name="state">Where the training begins, and what <see cref="UpdateState"/> changes.</param>
    /// <param name="optimizer">The optimizer in the host's memory, of which a twin is created.</param>
    /// <param name="batches">Where the rows are.</param>
    internal DeviceTrainingStep(TrainingBackend backend, TrainingTask task, TrainingState state, IOptimizer optimizer, IBatchFeed batches)
    {
        (_sums, _task, _state) = (backend.Sums, task, state);
        _parameters = new FlatTensor(task.Layout.Length, backend.Device, backend.Precision == TrainingPrecision.BFloat16);
        _parameters.CopyFrom(state.Values);
        _shared = _sums.ShareGradients(task.Layout.TrainableLength);
        _worker = new Worker(
            task.Layout, _parameters, task.Objective, task.Settings.Seed, task.BatchSize, task.HasWeights, labels: task.Labels);
        _optimizer = optimizer.CreateTwin(backend.Device);
        // After all that has to be there.
        _rows = task.Objective.NeedsHostRows ? null : DeviceRows.TryCreate(batches, backend.Device);
    }

    public void Dispose() => _worker.EndStep();

    /// <inheritdoc/>
    public long Run(IBatchFeed batches, float learningRate, double epochs, Span<double> losses)
    {
        var progress = new TrainingProgress(_state.StepCount, epochs) { FirstRow = batches.FirstRow };
        _worker.BeginStep(_rows is null ? batches : _rows, 0, batches.RowCount, progress);
        _worker.AddGradients(progress, _task.Objective.NeedsMeanCode ? Worker.MeanCode([_worker], _sums) : null);

        using var scope = NewDisposeScope();
        _worker.Network.CompleteGradients();
        var gradients = _worker.Network.Gradients.Vector;
        Join(_worker.Network.Gradients);
        var gradientScale = 1 / (batches.RowCountOfAll * _task.MeanWeight);
        if (_task.Settings.GradientClipNorm is { } clipNorm)
        {
            gradientScale = GradientClipping.Clip(gradientScale, gradients.norm().item<float>(), clipNorm);
        }

        var step = new OptimizerStep(++_state.StepCount, learningRate, (float)gradientScale);
        _optimizer.Update(step, _parameters.Vector.narrow(0, 0, _task.Layout.TrainableLength), gradients);
        _parameters.Round();
        foreach (var normalization in _worker.Network.Normalizations)
        {
            normalization.UpdateRunningStatistics(RunningStatistics.Momentum(_state.StepCount));
        }

        // Last, as in other steps: processes that have met do so again at once.
        _sums.AddTo(RowQuantity.Loss, [_worker.Losses], losses);
        return batches.RowCountOfAll;
    }

    /// <inheritdoc/>
    public Evaluation Evaluate(IReadOnlyList<RowStore> parts, Action checkAlive)
    {
        Evaluation[] shares = [.. parts.Select(data => _worker.Evaluate(data, 0, data.RowCount, checkAlive))];
        return EvaluationSums.Mean(_sums, shares, parts);
    }

    /// <inheritdoc/>
    public void UpdateState()
    {
        _parameters.CopyTo(_state.Values);
        _optimizer.UpdateBuffers();
    }

    /// <summary>Makes the gradients of this process those over the rows of all: by way of the host.</summary>
    private void Join(FlatTensor gradients)
    {
        if (_shared is not null)
        {
            gradients.CopyTo(_shared.Values);
            _shared.Exchange();
            _shared.AddUp(0, _shared.PartLength, _shared.Keep);
            _shared.Spread(_shared.Values);
            gradients.CopyFrom(_shared.Values);
        }
    }
}
