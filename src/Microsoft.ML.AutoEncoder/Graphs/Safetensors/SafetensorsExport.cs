using System.Globalization;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Writes the weights of a network under the names that PyTorch gives them.</summary>
internal static class SafetensorsExport
{
    internal static void Save(Stream stream, AutoEncoderNetwork network)
    {
        var writer = new SafetensorsWriter();
        writer.AddMetadata("format", "pt");
        writer.AddMetadata("input_size", network.Shape.InputSize.ToString(CultureInfo.InvariantCulture));
        writer.AddMetadata("code_size", network.Shape.CodeSize.ToString(CultureInfo.InvariantCulture));
        Add(writer, SequentialNames.Encoder, network.Encoder);
        if (network.Shape.HasDecoder)
        {
            Add(writer, SequentialNames.Decoder, network.Decoder);
        }

        writer.Save(stream);
    }

    private static void Add(SafetensorsWriter writer, string side, Sequential stack)
    {
        var module = 0;
        for (var i = 0; i < stack.Layers.Length; i++)
        {
            var layer = stack.Layers[i] as DenseLayer
                ?? throw new NotSupportedException(
                    $"Only dense layers can be written as safetensors, and layer {i} of the {side} is none.");
            var values = new float[layer.ParameterCount];
            stack.CopyParametersTo(i, values);
            var weightCount = (int)layer.WeightCount;
            var weight = new ConstantTensor([layer.InputSize, layer.OutputSize], values[..weightCount]).Transposed();
            writer.Add(SequentialNames.Format(side, module, SequentialNames.Weight), [layer.OutputSize, layer.InputSize], weight.Numbers);
            writer.Add(SequentialNames.Format(side, module, SequentialNames.Bias), [layer.OutputSize], values.AsMemory(weightCount));
            module += layer.Activation is Identity ? 1 : 2;
        }
    }
}
