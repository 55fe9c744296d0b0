using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The outputs of a <see cref="PixelGroup"/>, with the weights in the order in which they are summed up.</summary>
internal sealed class FilterGroup
{
    /// <summary>How many values behind the outputs are written to, as rows are written by whole registers.</summary>
    internal static readonly int OutputReserve = Vector256<float>.Count;

    private const int LongRow = 32;

    private readonly PixelGroup _group;
    private readonly int _filters;
    private readonly int _blocks;
    private readonly int _outputWidth;
    private readonly int _planeSize;
    private readonly int _rowWidth;

    // As many sums as there would be if rows of outputs were as long as those of the image.
    private readonly int _count;

    // Where what the first output sees stands, for each channel and place of the filter.
    private readonly int[] _places;
    private readonly int _lastPlace;

    // [block of filters][channel][place][filter of the block], and the biases of all blocks.
    private readonly float[] _weights;
    private readonly float[] _bias;

    internal FilterGroup(FilterLayer layer, PixelGroup group, ReadOnlySpan<float> parameters, SplitImage image, int tileWidth)
    {
        _group = group;
        (_filters, var outputHeight, _outputWidth) = layer.OutputShape.Image;
        _blocks = (_filters + FilterSum.BlockSize - 1) / FilterSum.BlockSize;
        _planeSize = outputHeight * _outputWidth;
        _rowWidth = image.Width;
        _count = ((group.Height - 1) * _rowWidth) + group.Width;
        // Rows are read by whole registers.
        SumCount = (FilterSum.BlockSize * RowLength(tileWidth)) + Vector256<float>.Count;
        var channels = layer.InputShape.Image.Channels;
        _places = [.. Enumerable.Range(0, channels).SelectMany(channel => group.Taps, image.PlaceOf)];
        _lastPlace = _places.DefaultIfEmpty().Max();
        _weights = new float[_blocks * _places.Length * FilterSum.BlockSize];
        _bias = new float[_blocks * FilterSum.BlockSize];
        parameters.Slice(layer.WeightCount, _filters).CopyTo(_bias);
        for (var i = 0; i < _weights.Length; i++)
        {
            var (rest, inBlock) = Math.DivRem(i, FilterSum.BlockSize);
            (rest, var tap) = Math.DivRem(rest, group.Taps.Length);
            var (block, channel) = Math.DivRem(rest, channels);
            var filter = (block * FilterSum.BlockSize) + inBlock;
            _weights[i] = filter < _filters ? parameters[layer.WeightIndex(filter, channel, group.Taps[tap].Number)] : 0f;
        }
    }

    /// <summary>How many sums a block of filters has.</summary>
    internal int SumCount { get; }

    /// <summary>Computes the outputs.</summary>
    /// <param name="sum">The kernel.</param>
    /// <param name="image">The image, as <see cref="SplitImage"/> fills it in, and a tile more.</param>
    /// <param name="sums">A place for <see cref="SumCount"/> values.</param>
    /// <param name="output">Receives the sums; <see cref="OutputReserve"/> values longer than they are.</param>
    internal void Compute(FilterSum sum, ReadOnlySpan<float> image, Span<float> sums, Span<float> output)
    {
        var length = RowLength(sum.TileWidth);
        var weightCount = _places.Length * FilterSum.BlockSize;
        for (var block = 0; block < _blocks; block++)
        {
            var weights = _weights.AsSpan(block * weightCount, weightCount);
            var first = block * FilterSum.BlockSize;
            sum.Compute(weights, _bias.AsSpan(first, FilterSum.BlockSize), image, _places, _lastPlace, _count, sums, length);
            var filters = Math.Min(FilterSum.BlockSize, _filters - first);
            for (var i = 0; i < filters; i++)
            {
                Place(sums[(i * length)..], output[((first + i) * _planeSize)..]);
            }
        }
    }

    private int RowLength(int tileWidth) => (_count + tileWidth - 1) / tileWidth * tileWidth;

    /// <summary>Leaves out the sums between the rows.</summary>
    /// <param name="sums">The sums of a filter.</param>
    /// <param name="output">What is left of the output: the filter's plane, and those behind it.</param>
    private void Place(ReadOnlySpan<float> sums, Span<float> output)
    {
        var (top, left, distance) = _group.Place;
        if (distance == 1)
        {
            CopyRows(sums, output[((top * _outputWidth) + left)..]);
            return;
        }

        for (var y = 0; y < _group.Height; y++)
        {
            var row = sums.Slice(y * _rowWidth, _group.Width);
            var target = output[(((top + (y * distance)) * _outputWidth) + left)..];
            for (int i = 0, x = 0; i < row.Length; i++, x += distance)
            {
                target[x] = row[i];
            }
        }
    }

    /// <summary>Copies rows one below the other. What a register has more than a row goes where the next row comes later; a call would take
    /// longer than to copy so few values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CopyRows(ReadOnlySpan<float> sums, Span<float> output)
    {
        var (height, width) = (_group.Height, _group.Width);
        if (width > LongRow)
        {
            for (var y = 0; y < height; y++)
            {
                sums.Slice(y * _rowWidth, width).CopyTo(output[(y * _outputWidth)..]);
            }

            return;
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(sums.Length, ((height - 1) * _rowWidth) + width + Vector256<float>.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, ((height - 1) * _outputWidth) + width + Vector256<float>.Count);
        ref var source = ref MemoryMarshal.GetReference(sums);
        ref var target = ref MemoryMarshal.GetReference(output);
        for (var y = 0; y < height; y++)
        {
            for (nint x = 0; x < width; x += Vector256<float>.Count)
            {
                Vector256.LoadUnsafe(ref Unsafe.Add(ref source, x)).StoreUnsafe(ref Unsafe.Add(ref target, x));
            }

            source = ref Unsafe.Add(ref source, _rowWidth);
            target = ref Unsafe.Add(ref target, _outputWidth);
        }
    }
}
