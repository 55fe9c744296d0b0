using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Reads the weights of an autoencoder, or of an encoder alone, from a safetensors file.</summary>
internal static class SafetensorsImport
{
    // PyTorch's default, which the file does not tell.
    private const double BatchNormalizationEpsilon = 1e-5;

    /// <param name="stream">The file.</param>
    /// <param name="encoderActivations">The activation of each dense layer of the encoder.</param>
    /// <param name="decoderActivations">The activation of each dense layer of the decoder.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or does not hold the weights of such a network.</exception>
    internal static ImportedNetwork Read(
        Stream stream, IReadOnlyList<Activation> encoderActivations, IReadOnlyList<Activation> decoderActivations)
    {
        var file = SafetensorsFile.Open(stream);
        var modules = new Dictionary<string, SortedDictionary<int, Dictionary<string, SafetensorsEntry>>>
        {
            [SequentialNames.Encoder] = [],
            [SequentialNames.Decoder] = [],
        };
        foreach (var entry in file.Entries)
        {
            var (side, module, parameter) = SequentialNames.Parse(entry.Name) ?? throw new InvalidDataException(
                $"It has the tensor '{entry.Name}'; names as 'encoder.0.weight' and 'decoder.2.bias' can be read. Rename it, or leave " +
                "it out of the file.");
            if (!modules[side].TryGetValue(module, out var parameters))
            {
                modules[side].Add(module, parameters = []);
            }

            parameters.Add(parameter, entry);
        }

        var encoder = ReadSide(file, SequentialNames.Encoder, modules[SequentialNames.Encoder], encoderActivations);
        var decoder = ReadSide(file, SequentialNames.Decoder, modules[SequentialNames.Decoder], decoderActivations);
        if (encoder.IsEmpty)
        {
            throw new InvalidDataException("It has no tensor 'encoder.0.weight'.");
        }

        if (!decoder.IsEmpty && (decoder[0].InputSize != encoder[^1].OutputSize || decoder[^1].OutputSize != encoder[0].InputSize))
        {
            throw new InvalidDataException(
                $"Its encoder leads from {encoder[0].InputSize} values to {encoder[^1].OutputSize}, but its decoder from " +
                $"{decoder[0].InputSize} to {decoder[^1].OutputSize}.");
        }

        return new ImportedNetwork(encoder, decoder);
    }

    private static ImmutableArray<ImportedLayer> ReadSide(
        SafetensorsFile file, string side, SortedDictionary<int, Dictionary<string, SafetensorsEntry>> modules,
        IReadOnlyList<Activation> activations)
    {
        var denseCount = modules.Values.Count(IsDense);
        if (denseCount != activations.Count)
        {
            throw new InvalidDataException(
                $"Its {side} has {denseCount} dense layers, but {activations.Count} activations are given for it.");
        }

        ImportedChain? chain = null;
        var (layer, previous) = (0, -1);
        foreach (var (module, parameters) in modules)
        {
            if (IsDense(parameters))
            {
                chain = chain is null ? null : chain.Apply(activations[layer++]);
                chain = ReadDense(file, $"{side}.{module}", parameters, chain);
            }
            else
            {
                chain = module == previous + 1 && chain is not null
                    ? ReadNormalization(file, $"{side}.{module}", parameters, chain)
                    : throw new InvalidDataException(
                        $"The normalization '{side}.{module}' does not follow a dense layer at once, so that it cannot become part of " +
                        "its weights.");
            }

            previous = module;
        }

        return chain is null ? [] : chain.Apply(activations[layer]).Layers;
    }

    private static bool IsDense(Dictionary<string, SafetensorsEntry> parameters) => !parameters.ContainsKey(SequentialNames.RunningMean);

    private static ImportedChain ReadDense(
        SafetensorsFile file, string module, Dictionary<string, SafetensorsEntry> parameters, ImportedChain? chain)
    {
        if (!parameters.TryGetValue(SequentialNames.Weight, out var entry)
            || entry.Shape is not [> 0 and var outputSize, > 0 and var inputSize])
        {
            throw new InvalidDataException($"The module '{module}' has no weight of the shape [outputs, inputs].");
        }

        chain ??= ImportedChain.Start(inputSize);
        if (chain.Size != inputSize)
        {
            throw new InvalidDataException($"The module '{module}' takes {inputSize} values, but the layer before it gives {chain.Size}.");
        }

        var bias = parameters.GetValueOrDefault(SequentialNames.Bias) is { } stored
            ? ReadVector(file, stored, outputSize)
            : new float[outputSize];
        var weights = new ConstantTensor(entry.Shape, file.Read(entry)).Transposed().Numbers!;
        return chain.Multiply(weights, bias);
    }

    private static ImportedChain ReadNormalization(
        SafetensorsFile file, string module, Dictionary<string, SafetensorsEntry> parameters, ImportedChain chain)
    {
        float[] Find(string parameter, float otherwise) => parameters.GetValueOrDefault(parameter) is { } entry
            ? ReadVector(file, entry, chain.Size)
            : [.. Enumerable.Repeat(otherwise, chain.Size)];

        var (scale, bias) = (Find(SequentialNames.Weight, 1f), Find(SequentialNames.Bias, 0f));
        var (mean, variance) = (Find(SequentialNames.RunningMean, 0f), Find(SequentialNames.RunningVariance, 1f));
        var (factors, offsets) = (new double[chain.Size], new double[chain.Size]);
        for (var i = 0; i < factors.Length; i++)
        {
            factors[i] = scale[i] / Math.Sqrt(variance[i] + BatchNormalizationEpsilon);
            offsets[i] = bias[i] - (factors[i] * mean[i]);
            if (!double.IsFinite(factors[i]))
            {
                throw new InvalidDataException($"The normalization '{module}' has the variance {variance[i]}.");
            }
        }

        return chain.Scale(factors, offsets);
    }

    private static float[] ReadVector(SafetensorsFile file, SafetensorsEntry entry, int size) =>
        entry.Shape is [var length] && length == size
        ? file.Read(entry)
        : throw new InvalidDataException(
            $"The tensor '{entry.Name}' has the shape {ConstantTensor.Describe(entry.Shape)} in place of [{size}].");
}
