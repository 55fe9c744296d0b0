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

    private ImportedChain(ImmutableArray<ImportedLayer> layers, AffineMap map)
    {
        Layers = layers;
        _map = map;
    }

    /// <summary>The layers that are complete.</summary>
    internal ImmutableArray<ImportedLayer> Layers { get; }

    /// <summary>The number of values of a row at this place.</summary>
    internal int Size => _map.OutputSize;

    /// <summary>Whether nothing follows the last complete layer.</summary>
    internal bool IsComplete => _map.IsIdentity;

    /// <summary>The number of values that the map at its end consists of.</summary>
    internal long EndCount => _map.Count;

    /// <summary>Whether it ends in a dense map without an activation.</summary>
    internal bool HasDenseEnd => _map.IsDense;

    /// <summary>The input itself.</summary>
    internal static ImportedChain Start(int size) => new([], AffineMap.Identity(size));

    /// <summary>Adds a dense layer without an activation.</summary>
    /// <param name="weights">One row per input.</param>
    /// <param name="bias">One value per output.</param>
    internal ImportedChain Multiply(float[] weights, float[] bias)
    {
        var before = _map.IsDense ? Apply(Activation.Identity) : this;
        return new(before.Layers, before._map.Multiply(weights, bias));
    }

    /// <summary>Multiplies each value and adds to it.</summary>
    internal ImportedChain Scale(ReadOnlySpan<double> factors, ReadOnlySpan<double> offsets) => new(Layers, _map.Scale(factors, offsets));

    /// <summary>Gives the values another order.</summary>
    /// <param name="sources">For each value, where it comes from.</param>
    internal ImportedChain Permute(ReadOnlySpan<int> sources) => new(Layers, _map.Permute(sources));

    /// <summary>Completes a layer.</summary>
    /// <exception cref="InvalidDataException">There is no dense layer that the activation could belong to.</exception>
    internal ImportedChain Apply(Activation activation)
    {
        if (IsComplete && activation is Identity)
        {
            return this;
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
}
