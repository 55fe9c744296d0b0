using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A layer that leads filters over an image: a convolution, or the transposed one.</summary>
internal abstract record FilterLayer : Layer
{
    private protected FilterLayer(
        TensorShape input, TensorShape output, TensorShape weight, Window window, Activation activation)
        : base(input, output, activation)
    {
        Window = window;
        Parameters = [new("weight", weight), new("bias", new TensorShape(output.Dimensions[0]))];
    }

    /// <summary>What the filters see of the image, and how far they go.</summary>
    internal Window Window { get; }

    /// <inheritdoc/>
    internal sealed override ImmutableArray<LayerParameter> Parameters { get; }

    internal int WeightCount => (int)Parameters[0].Shape.Count;

    /// <summary>How many values each output depends on.</summary>
    internal abstract int FanIn { get; }

    /// <summary>How many outputs each value has a part in.</summary>
    internal abstract int FanOut { get; }

    /// <summary>The outputs, in groups of which each sees the image through the same part of the filters.</summary>
    internal abstract ImmutableArray<PixelGroup> Groups { get; }

    public virtual bool Equals(FilterLayer? other) => base.Equals(other) && Window == other.Window;

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Window);

    /// <summary>Where the weight of a tap stands.</summary>
    /// <param name="filter">The number of the output's channel.</param>
    /// <param name="channel">The number of the input's channel.</param>
    /// <param name="tap">The number of the place in the window, row by row.</param>
    internal abstract int WeightIndex(int filter, int channel, int tap);

    internal sealed override LayerKernel CreateKernel(ReadOnlySpan<float> parameters, int maximumLaneCount) =>
        new FilterKernel(this, parameters, maximumLaneCount);

    private protected static TensorShape Check(TensorShape output) => output.Count <= NetworkLimits.MaximumLayerSize
        ? output
        : throw new ArgumentException($"An image of {output} has more than {NetworkLimits.MaximumLayerSize} values.");
}
