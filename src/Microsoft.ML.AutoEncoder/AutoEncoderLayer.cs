using System.Collections.Frozen;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A layer of a fitted model, to look at.</summary>
public sealed class AutoEncoderLayer
{
    internal AutoEncoderLayer(string name, Layer layer, float[] values)
    {
        Name = name;
        InputSize = layer.InputSize;
        OutputSize = layer.OutputSize;
        Activation = layer.Activation;
        var parameters = new Dictionary<string, AutoEncoderParameter>(StringComparer.Ordinal);
        var start = 0;
        foreach (var parameter in layer.Parameters)
        {
            var count = (int)parameter.Shape.Count;
            parameters.Add(
                parameter.Name, new AutoEncoderParameter(parameter.Name, parameter.Shape.Dimensions, values.AsMemory(start, count)));
            start += count;
        }

        Parameters = parameters.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Its side and its place there, from 0 on: <c>encoder.0</c>, <c>decoder.2</c>.</summary>
    public string Name { get; }

    /// <summary>The number of values that it takes.</summary>
    public int InputSize { get; }

    /// <summary>The number of values that it gives.</summary>
    public int OutputSize { get; }

    /// <summary>What is applied to its sums.</summary>
    public Activation Activation { get; }

    /// <summary>Its parameters by name. A dense layer has a <c>weight</c> and a <c>bias</c>.</summary>
    public IReadOnlyDictionary<string, AutoEncoderParameter> Parameters { get; }

    /// <summary>Name, sizes and activation: <c>encoder.0: 784 → 256, LeakyReLU(0.2)</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}: {InputSize} → {OutputSize}, {Activation}");

    internal static IReadOnlyList<AutoEncoderLayer> Of(AutoEncoderNetwork network)
    {
        var layers = new List<AutoEncoderLayer>();
        Add(layers, "encoder", network.Encoder);
        if (network.Shape.HasDecoder)
        {
            Add(layers, "decoder", network.Decoder);
        }

        return layers;
    }

    private static void Add(List<AutoEncoderLayer> layers, string side, Sequential stack)
    {
        for (var i = 0; i < stack.Layers.Length; i++)
        {
            var values = new float[stack.Layers[i].ParameterCount];
            stack.CopyParametersTo(i, values);
            layers.Add(new AutoEncoderLayer(FormattableString.Invariant($"{side}.{i}"), stack.Layers[i], values));
        }
    }
}
