using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>What has been computed so far of a chain of dense layers: the layers that are complete, and after them an affine map that is
/// not followed by an activation yet.</summary>
/// <remarks>Immutable. Scales and offsets (a normalization of the input, a batch normalization) become part of the weights of the dense
/// layer before them, or after them where an activation lies between.</remarks>
internal sealed class ImportedChain
{
    private static readonly string NoLayerBefore =
        "An activation has no dense layer before it. It can be read after a dense layer (Gemm, or MatMul and Add) only.";

    private readonly AffineMap _map;

    // Filters that an activation may follow yet.
    private readonly ImportedLayer? _filters;

    private ImportedChain(ImmutableArray<ImportedLayer> layers, AffineMap map, ImportedLayer? filters = null)
    {
        Layers = layers;
        _map = map;
        _filters = filters;
    }

    /// <summary>The layers that are complete.</summary>
    internal ImmutableArray<ImportedLayer> Layers { get; }

    /// <summary>The number of values of a row at this place.</summary>
    internal int Size => _map.OutputSize;

    /// <summary>Whether nothing follows the last complete layer.</summary>
    internal bool IsComplete => _map.IsIdentity && _filters is null;

    /// <summary>The number of values that the map at its end consists of.</summary>
    internal long EndCount => _map.Count;

    /// <summary>Whether it ends in what makes a layer without an activation.</summary>
    internal bool HasDenseEnd => _map.IsDense || _filters is not null || (!_map.IsIdentity && LastImage is not null);

    /// <summary>The shape of the images that the last layers give; null where there is none.</summary>
    private TensorShape? LastImage => _map.IsDense ? null : Layers is [.., { OfImages: { } layer }] ? layer.OutputShape : null;

    /// <summary>The input itself.</summary>
    internal static ImportedChain Start(int size) => new([], AffineMap.Identity(size));

    /// <summary>Adds a dense layer without an activation.</summary>
    /// <param name="weights">One row per input.</param>
    /// <param name="bias">One value per output.</param>
    internal ImportedChain Multiply(float[] weights, float[] bias)
    {
        var before = _map.IsDense ? Apply(Activation.Identity) : Close();
        return new(before.Layers, before._map.Multiply(weights, bias));
    }

    /// <summary>Adds a layer of images without an activation.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">The values of its weights.</param>
    /// <param name="bias">One value for each channel of the output.</param>
    /// <exception cref="InvalidDataException">What is before it cannot be read there.</exception>
    internal ImportedChain AddImages(Layer layer, float[] weights, float[] bias)
    {
        var before = _map.IsDense ? Apply(Activation.Identity) : Close();
        var layers = before._map.IsIdentity
            ? before.Layers
            : before.Layers.Add(before._map.ToPixels(layer.InputShape, isLast: false, Activation.Identity));
        var added = new ImportedLayer(layer.InputSize, layer.OutputSize, weights, bias, Activation.Identity) { OfImages = layer };
        return layer is FilterLayer
            ? new(layers, AffineMap.Identity(layer.OutputSize), added)
            : new(layers.Add(added), AffineMap.Identity(layer.OutputSize));
    }

    /// <summary>Multiplies each value and adds to it.</summary>
    internal ImportedChain Scale(ReadOnlySpan<double> factors, ReadOnlySpan<double> offsets) =>
        new(Close().Layers, _map.Scale(factors, offsets));

    /// <summary>Gives the values another order.</summary>
    /// <param name="sources">For each value, where it comes from.</param>
    internal ImportedChain Permute(ReadOnlySpan<int> sources) => new(Close().Layers, _map.Permute(sources));

    /// <summary>Completes a layer.</summary>
    /// <exception cref="InvalidDataException">There is no dense layer that the activation could belong to.</exception>
    internal ImportedChain Apply(Activation activation)
    {
        if (IsComplete && activation is Identity)
        {
            return this;
        }

        if (_filters is not null)
        {
            return new(Layers.Add(_filters with { Activation = activation }), _map);
        }

        if (LastImage is { } image)
        {
            return new(Layers.Add(_map.ToPixels(image, isLast: true, activation)), AffineMap.Identity(Size));
        }

        return _map.IsDense
            ? new(Layers.Add(_map.ToLayer(activation)), AffineMap.Identity(Size))
            : throw new InvalidDataException(NoLayerBefore);
    }

    /// <summary>Keeps the largest values of the last layer, and sets the others to 0.</summary>
    /// <exception cref="InvalidDataException">There is no layer right before, or it keeps only some of its values already.</exception>
    internal ImportedChain KeepLargest(int count) => IsComplete && Layers is [.., { ActiveUnits: null } last]
        ? new(Layers.SetItem(Layers.Length - 1, last with { ActiveUnits = count }), _map)
        : throw new InvalidDataException("The largest values can be kept right behind a dense layer and its activation only, and once.");

    /// <summary>The same where no activation follows the filters at its end.</summary>
    private ImportedChain Close() => _filters is null ? this : Apply(Activation.Identity);
}
