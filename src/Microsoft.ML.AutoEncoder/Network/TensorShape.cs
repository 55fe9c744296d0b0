using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The dimensions of a row's values as a layer sees them, or of a parameter:
/// [784] for a vector, [channels, height, width] for an image.</summary>
/// <remarks>Immutable; two shapes with the same dimensions are equal.</remarks>
internal sealed record TensorShape
{
    /// <param name="dimensions">At least one, each at least 1.</param>
    internal TensorShape(params ImmutableArray<int> dimensions)
    {
        if (dimensions.IsEmpty || dimensions.AsSpan().ContainsAnyInRange(int.MinValue, 0))
        {
            throw new ArgumentException(
                $"[{string.Join(", ", dimensions)}] is no shape: each dimension must be at least 1.", nameof(dimensions));
        }

        Dimensions = dimensions;
        Count = 1;
        foreach (var dimension in dimensions)
        {
            Count = checked(Count * dimension);
        }
    }

    internal ImmutableArray<int> Dimensions { get; }

    /// <summary>The number of values.</summary>
    internal long Count { get; }

    /// <summary>The dimensions of an image.</summary>
    /// <exception cref="InvalidOperationException">It has not three of them.</exception>
    internal (int Channels, int Height, int Width) Image => Dimensions is [var channels, var height, var width]
        ? (channels, height, width)
        : throw new InvalidOperationException($"{this} is not the shape of an image.");

    public bool Equals(TensorShape? other) => other is not null && Dimensions.SequenceEqual(other.Dimensions);

    public override int GetHashCode() => Dimensions.Aggregate(0, HashCode.Combine);

    /// <summary>The dimensions with × between them: <c>784</c>, <c>16×14×14</c>.</summary>
    public override string ToString() => string.Join('×', Dimensions);
}
