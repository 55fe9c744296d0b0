namespace Microsoft.ML.AutoEncoder;

internal sealed class SELU : Activation
{
    internal const byte Number = 7;

    internal static readonly SELU Instance = new();

    /// <summary>The two numbers of the paper, which keep zero mean and unit variance from layer to layer.</summary>
    internal const double Alpha = 1.6732632423543772;
    internal const double Scale = 1.0507009873554805;

    internal override float Minimum => (float)(-Scale * Alpha);

    internal override byte KindNumber => Number;

    internal override void Describe(IGraphBuilder graph, string input, string output, int size) =>
        graph.Operation("Selu", [input], [output]);

    internal override void Apply(Span<float> values)
    {
        foreach (ref var value in values)
        {
            // In double precision, because exp(x) − 1 cancels near 0.
            value = value < 0f ? (float)(Scale * Alpha * (Math.Exp(value) - 1)) : (float)(Scale * value);
        }
    }
}
