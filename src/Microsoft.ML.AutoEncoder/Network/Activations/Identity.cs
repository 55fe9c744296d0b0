namespace Microsoft.ML.AutoEncoder;

internal sealed class Identity : Activation
{
    internal static readonly Identity Instance = new();

    internal override ActivationKind Kind => ActivationKind.Identity;

    internal override void Describe(IGraphBuilder graph, string input, string output, int size) =>
        graph.Operation("Identity", [input], [output]);

    internal override float? Invert(float output) => output;

    internal override void Apply(Span<float> values)
    {
    }
}
