using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>One step of the training in the host's memory, shared by several threads.</summary>
/// <remarks>Which thread does what depends on the number of threads only, so the same number gives the same bits.</remarks>
internal sealed class TrainingStep : ITrainingStep
{
    // With fewer rows each, threads wait for one another longer than they save.
    private const int MinimumRowsPerThread = 32;

    private readonly FlatTensor _parameters;
    private readonly Adam _optimizer;
    private readonly float? _gradientClipNorm;
    private readonly float[]? _allGradients;
    private readonly WorkerTeam _team;
    private readonly Worker[] _workers;
    private readonly GradientReducer _gradients;
    private readonly Objective _objective;
    private readonly RunningStatistics _statistics;

    /// <param name="team">The threads, of which the caller's is the first.</param>
    /// <param name="state">What a step changes.</param>
    /// <param name="objective">What is minimised.</param>
    /// <param name="batchSize">The number of rows of the largest batch.</param>
    /// <param name="hasWeights">Whether rows have weights of their own.</param>
    /// <param name="settings">How to train.</param>
    internal TrainingStep(WorkerTeam team, TrainingState state, Objective objective, int batchSize, bool hasWeights, TrainingSettings settings)
    {
        _team = team;
        _objective = objective;
        _parameters = state.Parameters;
        _optimizer = state.Optimizer;
        _gradientClipNorm = settings.GradientClipNorm;
        _allGradients = _gradientClipNorm is null ? null : new float[state.Layout.TrainableLength];
        _workers = new Worker[team.Size];
        var capacity = (batchSize + team.Size - 1) / team.Size;
        team.Run(i => _workers[i] = new Worker(state.Layout, _parameters, objective, settings.Seed, capacity, hasWeights));
        _gradients = new GradientReducer(state.Layout, [.. _workers.Select(worker => worker.Network)], objective.PenaltiesReachWeights);
        _statistics = new RunningStatistics(state.Layout, _workers, _parameters);
    }

    public void Dispose() => _team.Run(thread => _workers[thread].Dispose());

    /// <summary>How many threads a batch gives work to.</summary>
    /// <param name="wanted">What the user wants; null: as many as there are processors and the batch gives work to.</param>
    /// <param name="batchSize">The number of rows of the largest batch.</param>
    internal static int ThreadCount(int? wanted, int batchSize) =>
        Math.Min(wanted ?? Math.Max(1, Math.Min(Environment.ProcessorCount, batchSize / MinimumRowsPerThread)), batchSize);

    /// <inheritdoc/>
    public void Run(IBatchFeed batches, double meanWeight, float learningRate, double epochs, Span<double> losses)
    {
        AddGradients(batches, new TrainingProgress(_optimizer.StepCount, epochs));
        foreach (var worker in _workers)
        {
            TensorPrimitives.Add(losses, worker.Losses, losses);
        }

        // Summed over slots but averaged over rows, the loss does not depend on the batch size.
        var gradientScale = 1 / (batches.RowCount * meanWeight);
        if (_gradientClipNorm is { } clipNorm)
        {
            UpdateClipped(learningRate, gradientScale, clipNorm);
        }
        else
        {
            _optimizer.BeginStep(learningRate, (float)gradientScale);
            _team.Run(thread => _gradients.Collect(thread, Update));
        }

        _statistics.Update(_optimizer.StepCount);
    }

    /// <inheritdoc/>
    public double Evaluate(RowStore data)
    {
        var losses = new double[_team.Size];
        OnAllThreads(data.RowCount, (thread, first, count) => losses[thread] = _workers[thread].Evaluate(data, first, count));
        return losses.Sum();
    }

    /// <summary>Nothing to do: a step works on the state itself.</summary>
    public void UpdateState()
    {
    }

    private void AddGradients(IBatchFeed batches, TrainingProgress progress)
    {
        if (!_objective.NeedsMeanCode)
        {
            OnAllThreads(batches.RowCount, (thread, first, count) =>
            {
                _workers[thread].Encode(batches, first, count, progress);
                _workers[thread].AddGradients(progress, meanCode: null);
            });
            return;
        }

        OnAllThreads(batches.RowCount, (thread, first, count) => _workers[thread].Encode(batches, first, count, progress));
        var meanCode = Worker.MeanCode(_workers);
        _team.Run(thread => _workers[thread].AddGradients(progress, meanCode));
    }

    /// <summary>Clipping needs all gradients before the first parameter may change.</summary>
    private void UpdateClipped(float learningRate, double gradientScale, float clipNorm)
    {
        var all = _allGradients!;
        var squares = new double[_team.Size];
        _team.Run(thread => _gradients.Collect(thread, (offset, gradients) =>
        {
            gradients.CopyTo(all.AsSpan(offset));
            squares[thread] += TensorPrimitives.SumOfSquares(gradients);
        }));
        _optimizer.BeginStep(learningRate, (float)GradientClipping.Clip(gradientScale, Math.Sqrt(squares.Sum()), clipNorm));
        OnAllThreads(all.Length, (_, first, count) => Update(first, all.AsSpan(first, count)));
    }

    private void Update(int offset, ReadOnlySpan<float> gradients) =>
        _optimizer.Update(offset, _parameters.Values.Slice(offset, gradients.Length), gradients);

    /// <summary>Shares out a number of things over the threads.</summary>
    /// <param name="total">How many things there are.</param>
    /// <param name="work">Receives the number of the thread, and the first and the number of the things that it has to do.</param>
    private void OnAllThreads(int total, Action<int, int, int> work) => _team.Run(thread =>
    {
        var (first, end) = WorkerTeam.Share(total, thread, _team.Size);
        work(thread, first, end - first);
    });
}
