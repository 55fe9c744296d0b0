using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

internal sealed class LeakyReLU : Activation
{
    internal const byte Number = 2;

    internal LeakyReLU(float slope)
    {
        if (!(slope >= 0f && slope <= 1f))
        {
            throw new ArgumentOutOfRangeException(nameof(slope), slope, "The slope of a leaky ReLU must be in [0, 1].");
        }

        Slope = slope;
    }

    internal float Slope { get; }

    internal override float? Parameter => Slope;

    internal override byte KindNumber => Number;

    internal override void Describe(IGraphBuilder graph, string input, string output, int size)
    {
        // An attribute that is 0 gets lost on the way through ML.NET.
        if (Slope == 0f)
        {
            graph.Operation("Relu", [input], [output]);
        }
        else
        {
            graph.Operation("LeakyRelu", [input], [output], new OperationAttribute("alpha", Slope));
        }
    }

    internal override void Apply(Span<float> values)
    {
        if (Slope == 0f)
        {
            // As the graph has it: no −0 for what is negative, and no NaN for infinity.
            Activation.ReLU.Apply(values);
            return;
        }

        ApplySlope(values, Slope);
    }

    // A choice takes half as long as a maximum, which has to look for NaN.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ApplySlope(Span<float> values, float slope)
    {
        var slopes = new Vector<float>(slope);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        foreach (ref var vector in vectors)
        {
            vector = Vector.ConditionalSelect(Vector.GreaterThan(vector, Vector<float>.Zero), vector, vector * slopes);
        }

        foreach (ref var value in values[(vectors.Length * Vector<float>.Count)..])
        {
            value = value > 0f ? value : value * slope;
        }
    }
}
