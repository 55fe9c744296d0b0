using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>One step of the training on a device with memory of its own, where parameters, gradients and moments stay until the end of an epoch.</summary>
/// <remarks>The tensors belong to the dispose scope in which the object is created.</remarks>
internal sealed class DeviceTrainingStep : ITrainingStep
{
    private readonly TrainingState _state;
    private readonly Objective _objective;
    private readonly float? _gradientClipNorm;
    private readonly FlatTensor _parameters;
    private readonly Worker _worker;
    private readonly DeviceAdam _optimizer;
    private readonly DeviceRows? _rows;

    /// <param name="device">What training runs on.</param>
    /// <param name="state">Where the training begins, and what <see cref="UpdateState"/> changes.</param>
    /// <param name="objective">What is minimised.</param>
    /// <param name="batches">Where the rows are.</param>
    /// <param name="batchSize">The number of rows of the largest batch.</param>
    /// <param name="hasWeights">Whether rows have weights of their own.</param>
    /// <param name="settings">How to train.</param>
    internal DeviceTrainingStep(
        TrainingDevice device, TrainingState state, Objective objective, IBatchFeed batches, int batchSize, bool hasWeights, TrainingSettings settings)
    {
        _state = state;
        _objective = objective;
        _gradientClipNorm = settings.GradientClipNorm;
        _parameters = new FlatTensor(state.Layout.Length, device);
        _parameters.CopyFrom(state.Parameters.Values);
        _worker = new Worker(state.Layout, _parameters, objective, settings.Seed, batchSize, hasWeights);
        _optimizer = new DeviceAdam(state.Optimizer, device);
        // After all that has to be there. Corruption needs the rows in the host's memory.
        _rows = objective.CorruptsInput ? null : DeviceRows.TryCreate(batches, device);
    }

    public void Dispose() => _worker.Dispose();

    /// <inheritdoc/>
    public void Run(IBatchFeed batches, double meanWeight, float learningRate, double epochs, Span<double> losses)
    {
        var progress = new TrainingProgress(_state.Optimizer.StepCount, epochs);
        _worker.Encode(_rows is null ? batches : _rows, 0, batches.RowCount, progress);
        _worker.AddGradients(progress, _objective.NeedsMeanCode ? Worker.MeanCode([_worker]) : null);
        TensorPrimitives.Add(losses, _worker.Losses, losses);

        using var scope = NewDisposeScope();
        _worker.Network.CompleteGradients();
        var gradients = _worker.Network.Gradients.Vector;
        var gradientScale = 1 / (batches.RowCount * meanWeight);
        if (_gradientClipNorm is { } clipNorm)
        {
            gradientScale = GradientClipping.Clip(gradientScale, gradients.norm().item<float>(), clipNorm);
        }

        _state.Optimizer.BeginStep(learningRate, (float)gradientScale);
        _optimizer.Update(_parameters.Vector.narrow(0, 0, _state.Layout.TrainableLength), gradients);
        foreach (var normalization in _worker.Network.Normalizations)
        {
            normalization.UpdateRunningStatistics(RunningStatistics.Momentum(_state.Optimizer.StepCount));
        }
    }

    /// <inheritdoc/>
    public double Evaluate(RowStore data) => _worker.Evaluate(data, 0, data.RowCount);

    /// <inheritdoc/>
    public void UpdateState()
    {
        _parameters.CopyTo(_state.Parameters.Values);
        _optimizer.CopyMoments();
    }
}
