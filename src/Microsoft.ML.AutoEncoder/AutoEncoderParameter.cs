namespace Microsoft.ML.AutoEncoder;

/// <summary>The values of a parameter of a layer: a copy.</summary>
public sealed class AutoEncoderParameter
{
    internal AutoEncoderParameter(string name, IReadOnlyList<int> shape, ReadOnlyMemory<float> values)
    {
        Name = name;
        Shape = shape;
        Values = values;
    }

    /// <summary>What it is called within its layer: weight, bias.</summary>
    public string Name { get; }

    /// <summary>The dimensions. The weight of a dense layer has the shape [inputs, outputs]; PyTorch and safetensors files have it the
    /// other way round.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The values, the last dimension the fastest.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>The name and the shape: <c>weight [784, 256]</c>.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}]";
}
