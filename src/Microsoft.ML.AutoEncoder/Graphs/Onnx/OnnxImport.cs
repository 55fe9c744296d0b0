using System.Collections.Immutable;
using Microsoft.ML.AutoEncoder.Onnx;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Reads an autoencoder, or an encoder alone, from an ONNX file.</summary>
internal static class OnnxImport
{
    /// <param name="path">The file.</param>
    /// <param name="codeName">The tensor that holds the code; null to find it.</param>
    /// <param name="reconstructionName">The tensor that holds the reconstruction; null to find it.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or is no chain of dense layers.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static ImportedNetwork Read(string path, string? codeName = null, string? reconstructionName = null) =>
        Read(OnnxFile.Read(path), Path.GetDirectoryName(Path.GetFullPath(path)), codeName, reconstructionName);

    internal static ImportedNetwork Read(ModelProto model, string? directory, string? codeName, string? reconstructionName)
    {
        var graph = new OnnxGraph(model, directory);
        var code = codeName ?? (graph.Contains(OnnxNames.Code) ? OnnxNames.Code : null);
        var reconstruction = reconstructionName ?? (graph.Contains(OnnxNames.Reconstruction) ? OnnxNames.Reconstruction : null);
        if (code is null && reconstruction is null)
        {
            return Find(graph);
        }

        if (code is null)
        {
            return SplitAtNarrowest(LayersTo(graph, reconstruction!), reconstruction!);
        }

        var encoder = LayersTo(graph, code);
        return reconstruction is not null
            ? Split(LayersTo(graph, reconstruction), encoder, code, reconstruction)
            : graph.Outputs.FirstOrDefault(output => IsBehind(graph, encoder, output)) is { } behind
                ? Split(LayersTo(graph, behind), encoder, code, behind)
                : new ImportedNetwork(encoder, []);
    }

    /// <summary>Finds code and reconstruction where nobody has named them: the outputs themselves, or the narrowest layer.</summary>
    private static ImportedNetwork Find(OnnxGraph graph)
    {
        var readable = graph.Outputs.Where(graph.IsReadable).ToArray();
        switch (readable)
        {
            case []:
                // Says why it cannot be read.
                LayersTo(graph, graph.Outputs is [var first, ..] ? first : throw new InvalidDataException("It has no output."));
                break;
            case [var output]:
                var layers = LayersTo(graph, output);
                return layers.Length > 1 && layers[^1].OutputSize == layers[0].InputSize
                    ? SplitAtNarrowest(layers, output)
                    : new ImportedNetwork(layers, []);
            case [var one, var other]:
                var (shorter, second) = (LayersTo(graph, one), LayersTo(graph, other));
                return shorter.Length < second.Length ? Split(second, shorter, one, other) : Split(shorter, second, other, one);
        }

        throw new InvalidDataException(
            $"It has several outputs ({string.Join(", ", graph.Outputs)}). Give the names of the code's and the reconstruction's tensors.");
    }

    private static bool IsBehind(OnnxGraph graph, ImmutableArray<ImportedLayer> encoder, string output) =>
        graph.IsReadable(output) && LayersTo(graph, output) is var layers && layers.Length > encoder.Length
            && layers.Take(encoder.Length).SequenceEqual(encoder, ReferenceEqualityComparer.Instance)
        && layers[^1].OutputSize == layers[0].InputSize;

    private static ImmutableArray<ImportedLayer> LayersTo(OnnxGraph graph, string name)
    {
        ImportedChain chain;
        try
        {
            chain = graph.Find(name).Complete();
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(
                $"The tensor '{name}' is not the end of a chain of dense layers. {exception.Message}", exception);
        }

        return chain.IsComplete && chain.Layers.Length > 0
            ? chain.Layers
            : throw new InvalidDataException(
                $"The tensor '{name}' is not the end of a chain of dense layers. After its last activation come a scale or another " +
                "order, which no layer has.");
    }

    private static ImportedNetwork SplitAtNarrowest(ImmutableArray<ImportedLayer> layers, string reconstruction)
    {
        if (layers.Length < 2 || layers[^1].OutputSize != layers[0].InputSize)
        {
            throw new InvalidDataException(
                $"The tensor '{reconstruction}' has {layers[^1].OutputSize} values after {layers.Length} layers, and the input " +
                $"{layers[0].InputSize}: it is no reconstruction.");
        }

        // A layer of which only some values are kept is a code, however wide.
        var code = Enumerable.Range(0, layers.Length - 1).MinBy(i => layers[i].ActiveUnits is null ? layers[i].OutputSize : 0);
        return new ImportedNetwork(layers[..(code + 1)], layers[(code + 1)..]);
    }

    private static ImportedNetwork Split(
        ImmutableArray<ImportedLayer> layers, ImmutableArray<ImportedLayer> encoder, string code, string reconstruction)
    {
        if (layers.Length <= encoder.Length || !layers.Take(encoder.Length).SequenceEqual(encoder, ReferenceEqualityComparer.Instance))
        {
            throw new InvalidDataException(
                $"The tensor '{reconstruction}' is not computed from the tensor '{code}' by dense layers. " +
                "Name the code's tensor after its activation, and the reconstruction's at the end.");
        }

        return layers[^1].OutputSize == layers[0].InputSize
            ? new ImportedNetwork(encoder, layers[encoder.Length..])
            : throw new InvalidDataException(
                $"The tensor '{reconstruction}' has {layers[^1].OutputSize} values, but the input {layers[0].InputSize}.");
    }
}
