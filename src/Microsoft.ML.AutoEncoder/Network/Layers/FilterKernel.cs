using System.Buffers;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Computes a layer of filters.</summary>
/// <remarks>The image is copied once: with its padding, and where outputs lie several pixels apart, split into as many images of every
/// second (third, …) row and column. What neighbouring outputs see at a place of the filter are then neighbours too, and go into
/// registers as they lie. Each output is a chain of its own, in the order of channels and places, and its bits depend neither on the width
/// of the registers nor on what is computed at the same time.</remarks>
internal sealed class FilterKernel : LayerKernel
{
    private readonly FilterLayer _layer;
    private readonly FilterSum _sum;
    private readonly float[] _parameters;
    private readonly FilterGroup[] _groups;
    private readonly SplitImage _image;
    private readonly int _sumCount;

    internal FilterKernel(FilterLayer layer, ReadOnlySpan<float> parameters, int maximumLaneCount)
    {
        _layer = layer;
        _parameters = parameters.ToArray();
        var groups = layer.Groups;
        _image = new SplitImage(layer.InputShape, groups);
        _sum = FilterSum.Choose(groups.Max(group => ((group.Height - 1) * _image.Width) + group.Width), maximumLaneCount);
        _groups = [.. groups.Select(group => new FilterGroup(layer, group, _parameters, _image, _sum.TileWidth))];
        _sumCount = _groups.Max(group => group.SumCount);
    }

    internal override Layer Layer => _layer;

    internal override int OutputCapacity => _layer.OutputSize + FilterGroup.OutputReserve;

    internal override void Forward(in InputRow input, Span<float> output)
    {
        // The last tile reads beyond the end.
        var imageCount = _image.Count + _sum.TileWidth;
        var denseCount = input.IsSparse ? _layer.InputSize : 0;
        var rented = ArrayPool<float>.Shared.Rent(imageCount + denseCount + _sumCount);
        scoped ReadOnlySpan<float> values = input.Values;
        if (input.IsSparse)
        {
            var dense = rented.AsSpan(imageCount, denseCount);
            input.CopyTo(dense);
            values = dense;
        }

        var image = rented.AsSpan(0, imageCount);
        _image.Fill(values, image);
        var sums = rented.AsSpan(imageCount + denseCount, _sumCount);
        foreach (var group in _groups)
        {
            group.Compute(_sum, image, sums, output);
        }

        ArrayPool<float>.Shared.Return(rented);
        _layer.Activation.Apply(output[.._layer.OutputSize]);
    }

    internal override void CopyParametersTo(Span<float> parameters) => _parameters.CopyTo(parameters);
}
