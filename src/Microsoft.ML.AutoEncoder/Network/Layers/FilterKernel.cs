using System.Buffers;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Computes a layer of filters.</summary>
/// <remarks>What the filters see of a tile of outputs is gathered into rows, one for each tap and channel, which are then summed up by
/// weights: so registers hold neighbouring outputs, whatever the step is. Each output is a chain of its own, in the order of channels and
/// taps, and its bits depend neither on the width of the registers nor on the tile.</remarks>
internal sealed class FilterKernel : LayerKernel
{
    private readonly FilterLayer _layer;
    private readonly FilterSum _sum;
    private readonly float[] _parameters;
    private readonly FilterGroup[] _groups;
    private readonly int _mostTaps;
    private readonly int _top;
    private readonly int _left;
    private readonly int _paddedHeight;
    private readonly int _paddedWidth;
    private readonly bool _isPadded;

    internal FilterKernel(FilterLayer layer, ReadOnlySpan<float> parameters, int maximumLaneCount)
    {
        _layer = layer;
        _parameters = parameters.ToArray();
        var (_, height, width) = layer.InputShape.Image;
        var groups = layer.Groups;
        var taps = groups.SelectMany(group => group.Taps.Select(tap => (Group: group, Tap: tap))).ToArray();
        _mostTaps = groups.Max(group => group.Taps.Length);
        _top = Math.Max(0, -taps.Min(tap => tap.Tap.Y));
        _left = Math.Max(0, -taps.Min(tap => tap.Tap.X));
        var bottom = Math.Max(height, taps.Max(tap => tap.Tap.Y + ((tap.Group.Height - 1) * tap.Group.Step) + 1));
        var right = Math.Max(width, taps.Max(tap => tap.Tap.X + ((tap.Group.Width - 1) * tap.Group.Step) + 1));
        (_paddedHeight, _paddedWidth) = (_top + bottom, _left + right);
        _isPadded = (_paddedHeight, _paddedWidth) != (height, width);
        _sum = FilterSum.Choose(groups.Max(group => group.Height * group.Width), maximumLaneCount);
        _groups = [.. groups.Select(group => new FilterGroup(
            layer, group, _parameters, (_top * _paddedWidth) + _left, _paddedWidth, _sum.TileWidth))];
    }

    internal override Layer Layer => _layer;

    internal override int OutputCapacity => _layer.OutputSize;

    internal override void Forward(in InputRow input, Span<float> output)
    {
        var channels = _layer.InputShape.Image.Channels;
        var plane = _paddedHeight * _paddedWidth;
        var paddedCount = _isPadded || input.IsSparse ? channels * plane : 0;
        var denseCount = _isPadded && input.IsSparse ? _layer.InputSize : 0;
        var patchCount = _mostTaps * channels * _sum.TileWidth;
        var rented = ArrayPool<float>.Shared.Rent(paddedCount + denseCount + patchCount);
        scoped ReadOnlySpan<float> image = input.Values;
        if (paddedCount > 0)
        {
            var padded = rented.AsSpan(0, paddedCount);
            if (_isPadded)
            {
                Pad(input, rented.AsSpan(paddedCount, denseCount), padded);
            }
            else
            {
                input.CopyTo(padded);
            }

            image = padded;
        }

        var patch = rented.AsSpan(paddedCount + denseCount, patchCount);
        foreach (var group in _groups)
        {
            group.Compute(_sum, image, plane, patch, output);
        }

        ArrayPool<float>.Shared.Return(rented);
        _layer.Activation.Apply(output[.._layer.OutputSize]);
    }

    internal override void CopyParametersTo(Span<float> parameters) => _parameters.CopyTo(parameters);

    private void Pad(in InputRow input, Span<float> dense, Span<float> padded)
    {
        scoped ReadOnlySpan<float> image = input.Values;
        if (input.IsSparse)
        {
            input.CopyTo(dense);
            image = dense;
        }

        var (channels, height, width) = _layer.InputShape.Image;
        padded.Clear();
        for (var channel = 0; channel < channels; channel++)
        {
            for (var y = 0; y < height; y++)
            {
                var target = (((channel * _paddedHeight) + _top + y) * _paddedWidth) + _left;
                image.Slice(((channel * height) + y) * width, width).CopyTo(padded[target..]);
            }
        }
    }
}
