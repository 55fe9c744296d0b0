using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>A tensor in a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its values are, as the file says: F32, F16, BF16 and others.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Start">Where its values start, from the end of the header on.</param>
/// <param name="End">Where they end.</param>
internal sealed record SafetensorsEntry(string Name, string Type, ImmutableArray<int> Shape, long Start, long End)
{
    /// <summary>The number of values.</summary>
    internal int Count => ConstantTensor.CountOf(Shape.Select(dimension => (long)dimension));
}
