using System.Buffers;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The products of many rows with weights, block by block, so that weights are in the first-level cache for all rows.</summary>
/// <remarks>Each sum is one chain of additions in the order of the inputs, and passes over zeros, as for a single row.</remarks>
internal readonly ref struct DenseBlock : IDisposable
{
    // So many inputs and outputs take half of the smallest first-level cache.
    private const int InputsAtOnce = 64;
    private const int OutputsAtOnce = 64;

    private readonly WeightedSum _kernel;
    private readonly ReadOnlySpan<float> _weights;
    private readonly int _outputCount;
    private readonly int _rowCount;
    private readonly float[] _packed = ArrayPool<float>.Shared.Rent(InputsAtOnce * OutputsAtOnce);
    private readonly float[] _values;
    private readonly int[] _indices;
    private readonly int[] _counts;

    /// <param name="kernel">The arithmetic.</param>
    /// <param name="weights">One row per input.</param>
    /// <param name="outputCount">How long each is, a multiple of the kernel's registers.</param>
    /// <param name="rowCount">How many rows there are.</param>
    internal DenseBlock(WeightedSum kernel, ReadOnlySpan<float> weights, int outputCount, int rowCount)
    {
        (_kernel, _outputCount, _rowCount) = (kernel, outputCount, rowCount);
        _weights = weights;
        _values = ArrayPool<float>.Shared.Rent(rowCount * InputsAtOnce);
        _indices = ArrayPool<int>.Shared.Rent(rowCount * InputsAtOnce);
        _counts = ArrayPool<int>.Shared.Rent(rowCount);
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_packed);
        ArrayPool<float>.Shared.Return(_values);
        ArrayPool<int>.Shared.Return(_indices);
        ArrayPool<int>.Shared.Return(_counts);
    }

    /// <summary>Adds the products.</summary>
    /// <param name="input">The rows.</param>
    /// <param name="stride">From the beginning of a row to that of the next.</param>
    /// <param name="inputCount">How many values a row has.</param>
    /// <param name="sums">The sums of all rows; are changed.</param>
    internal void Add(ReadOnlySpan<float> input, int stride, int inputCount, Span<float> sums)
    {
        for (var first = 0; first < inputCount; first += InputsAtOnce)
        {
            var count = Math.Min(InputsAtOnce, inputCount - first);
            for (var row = 0; row < _rowCount; row++)
            {
                var place = row * InputsAtOnce;
                var values = input.Slice((row * stride) + first, count);
                _counts[row] = NonZeros.Collect(values, 0, count, _indices.AsSpan(place), _values.AsSpan(place));
            }

            for (var output = 0; output < _outputCount; output += OutputsAtOnce)
            {
                var width = Math.Min(OutputsAtOnce, _outputCount - output);
                for (var i = 0; i < count; i++)
                {
                    _weights.Slice(((first + i) * _outputCount) + output, width).CopyTo(_packed.AsSpan(i * width));
                }

                AddTile(count, output, width, sums);
            }
        }
    }

    /// <summary>Rows without zeros go together, the others one by one.</summary>
    private void AddTile(int count, int output, int width, Span<float> sums)
    {
        Span<int> valueStarts = stackalloc int[WeightedSum.RowsAtOnce];
        Span<int> sumStarts = stackalloc int[WeightedSum.RowsAtOnce];
        var gathered = 0;
        for (var row = 0; row < _rowCount; row++)
        {
            if (_counts[row] < count)
            {
                AddRow(row * InputsAtOnce, _counts[row], width, sums.Slice((row * _outputCount) + output, width));
                continue;
            }

            (valueStarts[gathered], sumStarts[gathered]) = (row * InputsAtOnce, (row * _outputCount) + output);
            if (++gathered == WeightedSum.RowsAtOnce)
            {
                _kernel.AddRows(_packed, width, _values, valueStarts, count, sums, sumStarts);
                gathered = 0;
            }
        }

        for (var i = 0; i < gathered; i++)
        {
            AddRow(valueStarts[i], count, width, sums.Slice(sumStarts[i], width));
        }
    }

    private void AddRow(int place, int count, int width, Span<float> sums) =>
        _kernel.Add(_packed.AsSpan(0, InputsAtOnce * width), _indices.AsSpan(place, count), _values.AsSpan(place, count), sums);
}
