using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What there is to know about a layer of the fitted network besides the values of its parameters.</summary>
/// <remarks>
/// Immutable; layers of one kind with the same settings are equal. Each kind of layer is one file in this folder and one line in
/// <see cref="LayerKind.Of"/>; its twin in Torch stands in Training/Layers.
/// </remarks>
/// <param name="InputShape">What a row looks like when the layer gets it.</param>
/// <param name="OutputShape">What the layer makes of it.</param>
/// <param name="Activation">Applied to each value at the end; <see cref="Activation.Identity"/> where the kind has none.</param>
internal abstract record Layer(TensorShape InputShape, TensorShape OutputShape, Activation Activation)
{
    /// <summary>The kind, which has the number in files.</summary>
    internal abstract LayerKind Kind { get; }

    /// <summary>The parameters in the order in which their values stand in files and in memory. May be empty.</summary>
    internal abstract ImmutableArray<LayerParameter> Parameters { get; }

    internal int InputSize => (int)InputShape.Count;

    internal int OutputSize => (int)OutputShape.Count;

    internal long ParameterCount
    {
        get
        {
            var count = 0L;
            foreach (var parameter in Parameters)
            {
                count = checked(count + parameter.Shape.Count);
            }

            return count;
        }
    }

    /// <summary>Writes what the kind's reader needs besides the shape of the input.</summary>
    internal abstract void WriteSettings(BinaryWriter writer);

    /// <summary>Makes what computes the layer.</summary>
    /// <param name="parameters">The values of all <see cref="Parameters"/>, one after the other. They are copied.</param>
    /// <param name="maximumLaneCount">How many values the widest registers hold that may be used.</param>
    internal abstract LayerKernel CreateKernel(ReadOnlySpan<float> parameters, int maximumLaneCount);

    /// <summary>Describes the layer as operations of a graph.</summary>
    /// <param name="graph">Takes the operations.</param>
    /// <param name="name">What the layer is called: encoder.0.</param>
    /// <param name="input">The tensor with its input.</param>
    /// <param name="output">The tensor that receives its output.</param>
    /// <param name="parameters">The values of all <see cref="Parameters"/>, one after the other.</param>
    internal abstract void Describe(IGraphBuilder graph, string name, string input, string output, ReadOnlySpan<float> parameters);
}
