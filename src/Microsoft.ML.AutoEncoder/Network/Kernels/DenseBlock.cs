using System.Buffers;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The products of many rows with weights, block by block, so that weights are in the first-level cache for all rows.</summary>
/// <remarks>Each sum is one chain of additions in the order of the inputs, and passes over zeros, as for a single row.</remarks>
internal readonly ref struct DenseBlock : IDisposable
{
    // So many weights fill the smallest first-level cache: with fewer, sums are loaded and stored more often, which costs more than the
    // weights that a cache loses to everything else.
    private const int WeightsAtOnce = 8_192;

    // With more, sums are loaded and stored so rarely that it does not matter any more.
    private const int MaximumInputsAtOnce = 256;

    // Blocks of inputs are multiples of it, so that what looks for zeros in full registers leaves no rest.
    private const int InputGroup = 8;

    private readonly WeightedSum _kernel;
    private readonly ReadOnlySpan<float> _weights;
    private readonly int _outputCount;
    private readonly int _rowCount;
    private readonly int _outputsAtOnce;
    private readonly int _inputsAtOnce;
    private readonly float[] _packed = ArrayPool<float>.Shared.Rent(WeightsAtOnce + AlignedMemory.Reserve);
    // First the rows that go together, then those that go one by one.
    private readonly int[] _inputStarts;
    private readonly int[] _sumStarts;
    // Of the rows that go one by one, what is not zero.
    private readonly int[] _counts;
    private readonly int[] _indices;
    private readonly float[] _values;

    /// <param name="kernel">The arithmetic.</param>
    /// <param name="weights">One row per input.</param>
    /// <param name="outputCount">How long each is, a multiple of the kernel's registers.</param>
    /// <param name="rowCount">How many rows there are.</param>
    internal DenseBlock(WeightedSum kernel, ReadOnlySpan<float> weights, int outputCount, int rowCount)
    {
        (_kernel, _outputCount, _rowCount) = (kernel, outputCount, rowCount);
        _weights = weights;
        _outputsAtOnce = Math.Min(outputCount, WeightedSum.VectorsAtOnce * kernel.LaneCount);
        _inputsAtOnce = Math.Min(MaximumInputsAtOnce, WeightsAtOnce / _outputsAtOnce / InputGroup * InputGroup);
        _inputStarts = ArrayPool<int>.Shared.Rent(rowCount);
        _sumStarts = ArrayPool<int>.Shared.Rent(rowCount);
        _counts = ArrayPool<int>.Shared.Rent(rowCount);
        _indices = ArrayPool<int>.Shared.Rent(rowCount * _inputsAtOnce);
        _values = ArrayPool<float>.Shared.Rent(rowCount * _inputsAtOnce);
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_packed);
        ArrayPool<int>.Shared.Return(_inputStarts);
        ArrayPool<int>.Shared.Return(_sumStarts);
        ArrayPool<int>.Shared.Return(_counts);
        ArrayPool<int>.Shared.Return(_indices);
        ArrayPool<float>.Shared.Return(_values);
    }

    /// <summary>Adds the products.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="stride">From the beginning of a row to that of the next.</param>
    /// <param name="inputCount">How many values a row has.</param>
    /// <param name="sums">The sums of all rows; are changed.</param>
    internal void Add(ReadOnlySpan<float> input, int stride, int inputCount, Span<float> sums)
    {
        // All blocks have about the same size: none is so small that it is not worth the way.
        var blockCount = RoundUp(inputCount, _inputsAtOnce) / _inputsAtOnce;
        var blockSize = RoundUp(RoundUp(inputCount, blockCount) / blockCount, InputGroup);
        for (var first = 0; first < inputCount; first += blockSize)
        {
            AddBlock(input[first..], stride, first, Math.Min(blockSize, inputCount - first), sums);
        }
    }

    private static int RoundUp(int count, int unit) => (count + unit - 1) / unit * unit;

    private void AddBlock(ReadOnlySpan<float> input, int stride, int first, int count, Span<float> sums)
    {
        var together = Sort(input, stride, count);
        var oneByOne = _rowCount - together;
        for (var output = 0; output < _outputCount; output += _outputsAtOnce)
        {
            var width = Math.Min(_outputsAtOnce, _outputCount - output);
            var weights = AlignedMemory.Align(_packed, count * width);
            Pack(_weights[(first * _outputCount)..], output, width, weights);
            _kernel.AddTogether(
                weights, width, count, input, _inputStarts.AsSpan(0, together), sums[output..], _sumStarts.AsSpan(0, together));
            _kernel.AddEach(
                weights, width, _counts.AsSpan(0, oneByOne), _indices, _values, sums[output..], _sumStarts.AsSpan(together, oneByOne));
        }
    }

    /// <summary>Puts rows without zeros first, which go together, and takes out of all others what is not zero.</summary>
    /// <returns>How many rows go together.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Sort(ReadOnlySpan<float> input, int stride, int count)
    {
        var (left, right) = (0, _rowCount);
        for (var row = 0; row < _rowCount; row++)
        {
            var place = NonZeros.AreAll(input.Slice(row * stride, count)) ? left++ : --right;
            (_inputStarts[place], _sumStarts[place]) = (row * stride, row * _outputCount);
        }

        var together = left / WeightedSum.RowsAtOnce * WeightedSum.RowsAtOnce;
        var found = 0;
        for (var i = together; i < _rowCount; i++)
        {
            var values = input.Slice(_inputStarts[i], count);
            found += _counts[i - together] = NonZeros.Collect(values, 0, count, _indices.AsSpan(found), _values.AsSpan(found));
        }

        return together;
    }

    /// <summary>Copies the weights of some outputs, so that they are side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(ReadOnlySpan<float> weights, int output, int width, Span<float> packed)
    {
        for (; packed.Length > 0; packed = packed[width..])
        {
            weights.Slice(output, width).CopyTo(packed);
            output += _outputCount;
        }
    }
}
