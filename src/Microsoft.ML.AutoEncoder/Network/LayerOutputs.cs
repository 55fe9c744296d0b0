namespace Microsoft.ML.AutoEncoder;

/// <summary>Keeps the outputs of some layers of a stack while it computes its own.</summary>
/// <remarks>Belongs to one thread.</remarks>
/// <param name="layers">The layers of the stack.</param>
/// <param name="wanted">The layers of which the output is kept, counted from 0.</param>
internal sealed class LayerOutputs(IReadOnlyList<Layer> layers, IEnumerable<int> wanted)
{
    private readonly Dictionary<int, float[]> _outputs =
        wanted.Distinct().ToDictionary(layer => layer, layer => new float[layers[layer].OutputSize]);

    /// <summary>The latest output of a layer.</summary>
    internal ReadOnlySpan<float> this[int layer] => _outputs[layer];

    internal void Keep(int layer, ReadOnlySpan<float> output)
    {
        if (_outputs.TryGetValue(layer, out var kept))
        {
            output[..kept.Length].CopyTo(kept);
        }
    }
}
