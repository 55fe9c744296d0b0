namespace Microsoft.ML.AutoEncoder;

internal sealed class Identity : Activation
{
    internal const byte Number = 0;

    internal static readonly Identity Instance = new();

    internal override byte KindNumber => Number;

    internal override void Describe(IGraphBuilder graph, string input, string output, int size) =>
        graph.Operation("Identity", [input], [output]);

    internal override float? Invert(float output) => output;

    internal override void Apply(Span<float> values)
    {
    }
}
