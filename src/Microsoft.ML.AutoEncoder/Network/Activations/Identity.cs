namespace Microsoft.ML.AutoEncoder;

internal sealed class Identity : Activation
{
    internal static readonly ActivationKind IdentityKind = new(0, _ => Activation.Identity);

    internal override ActivationKind Kind => IdentityKind;

    internal override void Describe(IGraphBuilder graph, string input, string output, int size) =>
        graph.Operation("Identity", [input], [output]);

    internal override float? Invert(float output) => output;

    internal override void Apply(Span<float> values)
    {
    }
}
