namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Writes the weights of a network under the names that PyTorch gives them.</summary>
internal static class SafetensorsExport
{
    /// <summary>Adds the layers of an encoder or a decoder.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="side">Its name: <see cref="SequentialNames.Encoder"/> or <see cref="SequentialNames.Decoder"/>.</param>
    /// <param name="layers">The layers.</param>
    internal static void Add(SafetensorsWriter writer, string side, IEnumerable<ImportedLayer> layers)
    {
        var module = 0;
        foreach (var layer in layers)
        {
            var transposed = new ConstantTensor([layer.InputSize, layer.OutputSize], layer.Weights).Transposed();
            writer.Add(SequentialNames.Format(side, module, SequentialNames.Weight), [layer.OutputSize, layer.InputSize], transposed.Numbers);
            writer.Add(SequentialNames.Format(side, module, SequentialNames.Bias), [layer.OutputSize], layer.Bias);
            module += layer.Activation == Activation.Identity ? 1 : 2;
        }
    }
}
