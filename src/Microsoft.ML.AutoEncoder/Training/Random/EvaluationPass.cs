namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Rows go through the network as they do through the fitted one: nothing is random, and nothing is learnt.</summary>
internal sealed class EvaluationPass : PassMode
{
    private EvaluationPass()
    {
    }

    internal static EvaluationPass Instance { get; } = new();
}
