using System.Runtime.InteropServices;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The last layer of a wide output in one go: sums, loss, gradients, and the update of the weights, some columns at a time and of
/// all rows of a batch. Threads share the columns.</summary>
/// <remarks>If threads shared the rows, as elsewhere, each would read all weights, and the gradients of all rows and slots would be written
/// to the memory and read again for those of the weights. Here weights are read once and written once, and what is between stays in the
/// cache. Columns stand together in bands, each of which has memory for its part of the gradients of the input: the parts are added in
/// the order of the bands, so the bits do not depend on which thread computes one. The tensors belong to the dispose scope in which the
/// object is created.</remarks>
internal sealed class OutputUpdate
{
    // Narrower ones make updates of weights slow, which stand apart in the memory. Of wider ones there is nothing to win.
    private const int MostColumns = 1_024;

    // Enough for threads to end at about the same time, and few enough parts to add.
    private const int BandsPerThread = 12;

    private readonly BackpropagationLayer _layer;
    private readonly ProductMatrix _inputGradients;
    private readonly IOptimizer _optimizer;
    private readonly FlatTensor _parameters;
    private readonly OutputColumns[] _columns;
    private readonly ThreadMemory[] _memories;
    private readonly int _inputSize;
    private readonly int _bandCount;
    private readonly Tensor[] _parts;
    private readonly double[] _losses;
    private IReadOnlyList<OutputTarget> _targets = [];
    private int _rowCount;
    private int _takenBands;

    /// <param name="backpropagation">Has the last layer.</param>
    /// <param name="parameters">All parameters.</param>
    /// <param name="optimizer">Updates the layer's.</param>
    /// <param name="rowCount">How many rows there are at most.</param>
    /// <param name="threadCount">How many threads share the columns.</param>
    internal OutputUpdate(
        Backpropagation backpropagation, FlatTensor parameters, IOptimizer optimizer, int rowCount, int threadCount)
    {
        _layer = backpropagation.Decoder[^1];
        (_inputGradients, _inputSize) = (_layer.InputGradients!, _layer.Twin.Layer.InputSize);
        (_parameters, _optimizer) = (parameters, optimizer);
        // What there is of all rows fits one span of bytes.
        _columns = OutputColumns.Divide(_layer, Math.Min(MostColumns, int.MaxValue / sizeof(float) / rowCount));
        // Where there are enough for the threads, all parts together are no larger than the gradients of the sums would be.
        _bandCount = Math.Min(_columns.Length, Math.Clamp(_layer.Size / _inputSize, threadCount, BandsPerThread * threadCount));
        _losses = new double[_bandCount];
        _parts = [.. Enumerable.Range(0, _bandCount).Select(_ => zeros(rowCount, _inputSize, dtype: ScalarType.Float32, device: CPU))];
        var widest = _columns[0].Count;
        _memories = [.. Enumerable.Range(0, threadCount).Select(_ => new ThreadMemory(
            zeros(rowCount * widest, dtype: ScalarType.Float32, device: CPU),
            zeros(_inputSize * widest, dtype: ScalarType.Float32, device: CPU),
            new float[widest],
            new OutputComparison(_layer.Activation, backpropagation.Loss, widest)))];
    }

    /// <summary>The loss of the last batch, summed over slots and, by weight, over rows.</summary>
    internal double Loss => _losses.Sum();

    /// <summary>Whether the last layer of a training can be done in one go.</summary>
    /// <param name="task">What is to be trained.</param>
    /// <param name="precision">The precision of matrix products. A sum of products in bfloat16 would be rounded after each.</param>
    internal static bool Fits(TrainingTask task, TrainingPrecision precision) =>
        task.Sparse.Output
        && precision == TrainingPrecision.Single
        && Backpropagation.Covers(task.Layout, task.Objective)
        && task.Settings.GradientClipNorm is null
        && !task.Layout.Architecture.TiedWeights;

    /// <summary>Begins a batch, before any thread calls <see cref="Run"/>.</summary>
    /// <param name="targets">What its rows are to be reconstructed as, in their order.</param>
    internal void Begin(IReadOnlyList<OutputTarget> targets)
    {
        (_targets, _rowCount, _takenBands) = (targets, targets.Sum(target => target.Rows.RowCount), 0);
    }

    /// <summary>Updates bands that no other thread has taken. To be called by each thread, after all have decoded the hidden layers, and
    /// after the optimizer's step has begun.</summary>
    /// <param name="thread">The number of the thread.</param>
    internal void Run(int thread)
    {
        using var noGradients = no_grad();
        using var input = _layer.Input!.Rows(0, _rowCount);
        using var transposedInput = input.t();
        while (Interlocked.Increment(ref _takenBands) is var taken && taken <= _bandCount)
        {
            var band = taken - 1;
            var (first, end) = WorkerTeam.Share(_columns.Length, band, _bandCount);
            using var part = _parts[band].narrow(0, 0, _rowCount);
            _losses[band] = 0;
            for (var i = first; i < end; i++)
            {
                var columns = _columns[i];
                var memory = _memories[thread];
                using var sums = Shape(memory.Sums, _rowCount, columns.Count);
                sums.addmm_(input, columns.Weights, beta: 0, alpha: 1);
                _losses[band] += Compare(columns, sums, memory);
                part.addmm_(sums, columns.TransposedWeights, beta: i == first ? 0 : 1, alpha: 1);
                using var gradients = Shape(memory.Gradients, _inputSize, columns.Count);
                gradients.addmm_(transposedInput, sums, beta: 0, alpha: 1);
                Update(columns, gradients, memory.BiasGradients);
            }
        }
    }

    /// <summary>Gives some rows the gradients of the last layer's input, after all threads are done.</summary>
    /// <param name="first">The number of the first row.</param>
    /// <param name="count">How many rows.</param>
    internal void LeadBack(int first, int count)
    {
        var gradients = _inputGradients.Open().Rows(first, count);
        gradients.Clear();
        foreach (var part in _parts)
        {
            TensorPrimitives.Add(
                gradients, MemoryMarshal.Cast<byte, float>(part.bytes).Slice(first * _inputSize, count * _inputSize), gradients);
        }
    }

    /// <summary>Makes of products the derivatives of the loss with respect to the sums.</summary>
    /// <returns>The loss.</returns>
    private double Compare(OutputColumns columns, Tensor sums, ThreadMemory memory)
    {
        var all = MemoryMarshal.Cast<byte, float>(sums.bytes);
        var bias = _layer.Bias.Slice(columns.First, columns.Count);
        var biasGradients = memory.BiasGradients.AsSpan(0, columns.Count);
        biasGradients.Clear();
        var loss = 0.0;
        foreach (var (rows, rowWeights) in _targets)
        {
            var weights = rowWeights is null ? [] : MemoryMarshal.Cast<byte, float>(rowWeights.bytes);
            for (var row = 0; row < rows.RowCount; row++)
            {
                loss += memory.Comparison.Differentiate(
                    all[..columns.Count],
                    bias,
                    memory.Comparison.Spread(rows, row, columns.First, columns.Count),
                    weights.IsEmpty ? 1 : weights[row],
                    biasGradients);
                all = all[columns.Count..];
            }
        }

        return loss;
    }

    private void Update(OutputColumns columns, Tensor gradients, float[] biasGradients)
    {
        var (first, count) = (columns.First, columns.Count);
        var all = MemoryMarshal.Cast<byte, float>(gradients.bytes);
        var parameters = _parameters.Values;
        var weights = _layer.Twin.FactoredWeight.Slot;
        for (var row = 0; row < weights.Rows; row++)
        {
            Update(weights.Offset + (row * weights.Columns) + first, parameters, all.Slice(row * count, count));
        }

        Update(_layer.Twin.Bias.Slot.Offset + first, parameters, biasGradients.AsSpan(0, count));
    }

    private void Update(int offset, Span<float> parameters, ReadOnlySpan<float> gradients) =>
        _optimizer.Update(offset, parameters.Slice(offset, gradients.Length), gradients, rounded: []);

    private static Tensor Shape(Tensor memory, int rows, int columns)
    {
        using var part = memory.narrow(0, 0, rows * columns);
        return part.view(rows, columns);
    }

    /// <summary>What a thread needs for some columns.</summary>
    private sealed record ThreadMemory(Tensor Sums, Tensor Gradients, float[] BiasGradients, OutputComparison Comparison);
}
