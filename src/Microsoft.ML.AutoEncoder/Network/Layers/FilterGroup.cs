using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The outputs of a <see cref="PixelGroup"/>, with the weights in the order in which they are summed up.</summary>
internal sealed class FilterGroup
{
    private readonly int _channels;
    private readonly int _filters;
    private readonly int _pixelCount;
    private readonly int _outputPlane;

    // Where in the padded image the window of each output begins, up to the end of the last tile.
    private readonly int[] _windows;

    // Where in the window the taps stand.
    private readonly int[] _taps;

    // Where the outputs stand in their plane; null where they fill it one after the other.
    private readonly int[]? _places;

    // [block of filters][channel][tap][filter of the block], and the biases of all blocks.
    private readonly float[] _weights;
    private readonly float[] _bias;

    internal FilterGroup(
        FilterLayer layer, PixelGroup group, ReadOnlySpan<float> parameters, int origin, int paddedWidth, int tileWidth)
    {
        _channels = layer.InputShape.Image.Channels;
        (_filters, var outputHeight, var outputWidth) = layer.OutputShape.Image;
        _outputPlane = outputHeight * outputWidth;
        _pixelCount = group.Height * group.Width;
        _windows = new int[(_pixelCount + tileWidth - 1) / tileWidth * tileWidth];
        _places = group.Place.Distance == 1 ? null : new int[_pixelCount];
        for (var pixel = 0; pixel < _pixelCount; pixel++)
        {
            var (y, x) = (pixel / group.Width, pixel % group.Width);
            _windows[pixel] = (y * group.Step * paddedWidth) + (x * group.Step);
            if (_places is not null)
            {
                _places[pixel] = ((group.Place.Y + (y * group.Place.Distance)) * outputWidth)
                    + group.Place.X + (x * group.Place.Distance);
            }
        }

        _taps = [.. group.Taps.Select(tap => origin + (tap.Y * paddedWidth) + tap.X)];
        _weights = new float[Blocks * _channels * _taps.Length * FilterSum.BlockSize];
        _bias = new float[Blocks * FilterSum.BlockSize];
        parameters.Slice(layer.WeightCount, _filters).CopyTo(_bias);
        for (var i = 0; i < _weights.Length; i++)
        {
            var (rest, inBlock) = Math.DivRem(i, FilterSum.BlockSize);
            (rest, var tap) = Math.DivRem(rest, _taps.Length);
            var (block, channel) = Math.DivRem(rest, _channels);
            var filter = (block * FilterSum.BlockSize) + inBlock;
            _weights[i] = filter < _filters ? parameters[layer.WeightIndex(filter, channel, group.Taps[tap].Number)] : 0f;
        }
    }

    private int Blocks => (_filters + FilterSum.BlockSize - 1) / FilterSum.BlockSize;

    /// <summary>Computes the outputs.</summary>
    /// <param name="sum">The kernel.</param>
    /// <param name="image">The padded image.</param>
    /// <param name="plane">How many values a channel of that has.</param>
    /// <param name="patch">A place for what the filters see: taps × channels × the width of a tile.</param>
    /// <param name="output">Receives the sums.</param>
    internal void Compute(FilterSum sum, ReadOnlySpan<float> image, int plane, Span<float> patch, Span<float> output)
    {
        Span<float> sums = stackalloc float[FilterSum.BlockSize * FilterSum.WidestTile];
        var depth = _channels * _taps.Length;
        for (var first = 0; first < _pixelCount; first += sum.TileWidth)
        {
            var count = Math.Min(sum.TileWidth, _pixelCount - first);
            var width = sum.WidthFor(count);
            Gather(image, plane, _windows.AsSpan(first, width), patch);
            for (var block = 0; block < Blocks; block++)
            {
                var bias = _bias.AsSpan(block * FilterSum.BlockSize, FilterSum.BlockSize);
                var weights = _weights.AsSpan(block * depth * FilterSum.BlockSize, depth * FilterSum.BlockSize);
                sum.Compute(weights, bias, patch[..(depth * width)], width, sums);
                for (var i = 0; i < Math.Min(FilterSum.BlockSize, _filters - (block * FilterSum.BlockSize)); i++)
                {
                    var channel = output.Slice(((block * FilterSum.BlockSize) + i) * _outputPlane, _outputPlane);
                    Place(sums.Slice(i * width, count), first, channel);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(ReadOnlySpan<float> image, int plane, ReadOnlySpan<int> windows, Span<float> patch)
    {
        var row = 0;
        // The windows lie within the image with its padding, and so do those that fill up the last tile.
        ref var window = ref MemoryMarshal.GetReference(windows);
        for (var channel = 0; channel < _channels; channel++)
        {
            var pixels = image.Slice(channel * plane, plane);
            foreach (var tap in _taps)
            {
                ref var source = ref MemoryMarshal.GetReference(pixels[tap..]);
                ref var target = ref MemoryMarshal.GetReference(patch.Slice(row, windows.Length));
                for (nint i = 0; i < windows.Length; i++)
                {
                    Unsafe.Add(ref target, i) = Unsafe.Add(ref source, Unsafe.Add(ref window, i));
                }

                row += windows.Length;
            }
        }
    }

    private void Place(ReadOnlySpan<float> sums, int first, Span<float> channel)
    {
        if (_places is null)
        {
            sums.CopyTo(channel[first..]);
            return;
        }

        var places = _places.AsSpan(first, sums.Length);
        for (var i = 0; i < places.Length; i++)
        {
            channel[places[i]] = sums[i];
        }
    }
}
