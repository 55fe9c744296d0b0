using System.Numerics.Tensors;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>One step of the training in the host's memory, shared by several threads.</summary>
/// <remarks>What is computed in one piece depends on the number of threads only, so the same number gives the same bits, whoever computes
/// it.</remarks>
internal sealed class TrainingStep : ITrainingStep
{
    private readonly FlatTensor _parameters;
    private readonly TrainingTask _task;
    private readonly TrainingState _state;
    private readonly IOptimizer _optimizer;
    private readonly float[]? _allGradients;
    private readonly WorkerTeam _team;
    private readonly IRowSums _sums;
    private readonly Worker[] _workers;
    private readonly GradientReducer _gradients;
    private readonly RunningStatistics _statistics;
    private readonly SharedGradients? _shared;
    private readonly Backpropagation[] _backpropagations;
    private readonly OutputUpdate? _output;

    /// <param name="team">The threads, of which the caller's is the first.</param>
    /// <param name="backend">Has the precision, and the place where the shares of the threads become sums.</param>
    /// <param name="task">What is to be trained.</param>
    /// <param name="state">Where the training begins.</param>
    /// <param name="optimizer">Works on the buffers of the state themselves.</param>
    internal TrainingStep(WorkerTeam team, TrainingBackend backend, TrainingTask task, TrainingState state, IOptimizer optimizer)
    {
        var sums = backend.Sums;
        (_team, _sums, _task, _state, _optimizer) = (team, sums, task, state, optimizer);
        // A copy, because Torch's memory is aligned.
        _parameters = new FlatTensor(task.Layout.Length, TrainingDevice.Cpu, backend.Precision == TrainingPrecision.BFloat16);
        _parameters.CopyFrom(state.Values);
        _shared = sums.ShareGradients(task.Layout.TrainableLength);
        _allGradients = task.Settings.GradientClipNorm is null || _shared is not null ? null : new float[task.Layout.TrainableLength];
        _workers = new Worker[team.Size];
        var capacity = (task.BatchSize + team.Size - 1) / team.Size;
        // In a group, each thread has memory of its own, as a process has: Torch rounds products by the alignment of memory, and what
        // begins within the memory of all is aligned otherwise.
        var isApart = sums.AddsApart;
        var updatesOutput = !isApart && _shared is null && OutputUpdate.Fits(task, backend.Precision);
        _backpropagations = Backpropagation.Covers(task.Layout, task.Objective)
            ? [.. Enumerable.Range(0, isApart ? team.Size : 1).Select(_ => new Backpropagation(
                task.Layout,
                _parameters,
                task.Objective,
                isApart ? capacity : capacity * team.Size,
                task.Sparse.Input,
                isApart,
                updatesOutput))]
            : [];
        _output = updatesOutput
            ? new OutputUpdate(_backpropagations[0], _parameters, optimizer, capacity * team.Size, team.Size)
            : null;
        team.Run(i => _workers[i] = new Worker(
            task.Layout,
            _parameters,
            task.Objective,
            task.Settings.Seed,
            capacity,
            task.HasWeights,
            task.Sparse,
            task.Labels,
            _backpropagations.Length > 1 ? _backpropagations[i] : _backpropagations.FirstOrDefault(),
            i));
        TrainableNetwork[] networks = [.. _workers.Select(worker => worker.Network)];
        _gradients = new GradientReducer(
            task.Layout, networks, sums, task.Objective.PenaltiesReachWeights, leftOut: updatesOutput ? task.Layout.Decoder[^1] : null);
        _statistics = new RunningStatistics(task.Layout, _workers, _parameters, sums);
    }

    public void Dispose()
    {
        _team.Run(thread => _workers[thread].EndStep());
        Array.ForEach(_backpropagations, backpropagation => backpropagation.Dispose());
    }

    /// <inheritdoc/>
    public long Run(IBatchFeed batches, float learningRate, double epochs, Span<double> losses)
    {
        var progress = new TrainingProgress(_state.StepCount, epochs) { FirstRow = batches.FirstRow };
        // Summed over slots but averaged over rows, the loss does not depend on the batch size.
        var gradientScale = 1 / (batches.RowCountOfAll * _task.MeanWeight);
        _state.StepCount++;
        _optimizer.BeginStep(new OptimizerStep(_state.StepCount, learningRate, (float)gradientScale));
        AddGradients(batches, progress);
        GiveFactors(batches);
        if (_shared is not null)
        {
            UpdateShared(_shared, learningRate, gradientScale);
        }
        else if (_task.Settings.GradientClipNorm is { } clipNorm)
        {
            UpdateClipped(learningRate, gradientScale, clipNorm);
        }
        else
        {
            _team.Run(thread => _gradients.Collect(thread, Update));
        }

        _statistics.Update(_state.StepCount);
        // Last: processes wait for the slowest one in each meeting, and have just met here.
        _sums.AddTo(RowQuantity.Loss, Array.ConvertAll(_workers, worker => worker.Losses), losses);
        return batches.RowCountOfAll;
    }

    /// <inheritdoc/>
    public Evaluation Evaluate(IReadOnlyList<RowStore> parts, Action checkAlive)
    {
        var shares = new Evaluation[_team.Size];
        _team.Run(thread =>
        {
            var data = parts.Count == 1 ? parts[0] : parts[thread];
            var (first, end) = parts.Count == 1 ? WorkerTeam.Share(data.RowCount, thread, _team.Size) : (0, data.RowCount);
            shares[thread] = _workers[thread].Evaluate(data, first, end - first, checkAlive);
        });
        return EvaluationSums.Mean(_sums, shares, parts);
    }

    /// <inheritdoc/>
    public void UpdateState()
    {
        _parameters.Values.CopyTo(_state.Values);
        foreach (var buffer in _optimizer.Buffers)
        {
            _shared?.Spread(buffer.Values.Span);
        }
    }

    private void AddGradients(IBatchFeed batches, TrainingProgress progress)
    {
        float[]? meanCode = null;
        var needsMeanCode = _task.Objective.NeedsMeanCode;
        if (needsMeanCode)
        {
            _team.Run(thread => BeginStep(thread, batches, progress));
            meanCode = Worker.MeanCode(_workers, _sums);
        }

        _team.Run(thread =>
        {
            if (!needsMeanCode)
            {
                BeginStep(thread, batches, progress);
            }

            if (_output is null)
            {
                _workers[thread].AddGradients(progress, meanCode);
            }
            else
            {
                _workers[thread].DecodeHidden(meanCode);
            }
        });
        if (_output is not null)
        {
            UpdateOutput(_output, batches, progress);
        }
    }

    private void UpdateOutput(OutputUpdate output, IBatchFeed batches, TrainingProgress progress)
    {
        output.Begin([.. _workers.Select(worker => worker.Target).OfType<OutputTarget>()]);
        _team.Run(output.Run);
        _workers[0].Losses[0] = output.Loss;
        _team.Run(thread =>
        {
            var (first, end) = batches.Share(thread, _team.Size);
            output.LeadBack(first, end - first);
            _workers[thread].LeadBack(progress);
        });
    }

    private void BeginStep(int thread, IBatchFeed batches, TrainingProgress progress)
    {
        var (first, end) = batches.Share(thread, _team.Size);
        _workers[thread].BeginStep(batches, first, end - first, progress);
    }

    private void GiveFactors(IBatchFeed batches)
    {
        for (var i = 0; i < _backpropagations.Length; i++)
        {
            var (first, end) = batches.Share(i, _backpropagations.Length);
            if (end > first)
            {
                _backpropagations[i].GiveFactors(_workers[i].Network, end - first);
            }
        }
    }

    /// <summary>Each process updates its part of the parameters, and gives it to the others.</summary>
    private void UpdateShared(SharedGradients shared, float learningRate, double gradientScale)
    {
        _team.Run(thread => _gradients.Collect(thread, (offset, gradients) => gradients.CopyTo(shared.Values[offset..])));
        shared.Exchange();
        var isClipped = _task.Settings.GradientClipNorm is not null;
        if (_task.Settings.GradientClipNorm is { } clipNorm)
        {
            OnAllThreads(shared.PartLength, (_, first, count) => shared.AddUp(first, count, shared.Keep));
            gradientScale = GradientClipping.Clip(gradientScale, Math.Sqrt(shared.SumOfSquares()), clipNorm);
            _optimizer.BeginStep(new OptimizerStep(_state.StepCount, learningRate, (float)gradientScale));
        }

        OnAllThreads(shared.PartLength, (_, first, count) =>
        {
            if (isClipped)
            {
                Update(shared.PartStart + first, shared.Values.Slice(shared.PartStart + first, count));
            }
            else
            {
                shared.AddUp(first, count, Update);
            }
        });
        shared.Spread(_parameters.Values[..shared.Values.Length]);
        _parameters.Round();
    }

    /// <summary>Clipping needs all gradients before the first parameter may change.</summary>
    private void UpdateClipped(float learningRate, double gradientScale, float clipNorm)
    {
        var all = _allGradients!;
        var squares = new double[_team.Size];
        _team.Run(thread => _gradients.Collect(thread, (offset, gradients) => gradients.CopyTo(all.AsSpan(offset))));
        OnAllThreads(all.Length, (thread, first, count) =>
            squares[thread] = TensorPrimitives.SumOfSquares<float>(all.AsSpan(first, count)));
        var clippedScale = (float)GradientClipping.Clip(gradientScale, Math.Sqrt(squares.Sum()), clipNorm);
        _optimizer.BeginStep(new OptimizerStep(_state.StepCount, learningRate, clippedScale));
        OnAllThreads(all.Length, (_, first, count) => Update(first, all.AsSpan(first, count)));
    }

    private void Update(int offset, ReadOnlySpan<float> gradients) => _optimizer.Update(
        offset,
        _parameters.Values.Slice(offset, gradients.Length),
        gradients,
        _parameters.Rounded is null ? [] : _parameters.RoundedValues.Slice(offset, gradients.Length));

    /// <summary>Shares out a number of things over the threads.</summary>
    /// <param name="total">How many things there are.</param>
    /// <param name="work">Receives the number of the thread, and the first and the number of the things that it has to do.</param>
    private void OnAllThreads(int total, Action<int, int, int> work) => _team.Run(thread =>
    {
        var (first, end) = WorkerTeam.Share(total, thread, _team.Size);
        work(thread, first, end - first);
    });
}
