using Microsoft.ML.AutoEncoder.Training;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder;

/// <summary>What training minimises: how far reconstructions are from their targets.</summary>
/// <remarks>
/// Immutable. One convention holds everywhere: training minimises the loss of a row summed over its slots plus the row's penalties
/// (see <see cref="AutoEncoderRegularizer"/>), averaged over the rows of a batch, so that neither the batch size nor the number of slots
/// changes what a penalty's weight means in a row. Reports (<see cref="EpochMetrics"/>) divide that by the number of slots.
/// </remarks>
public abstract class ReconstructionLoss
{
    private protected ReconstructionLoss()
    {
    }

    /// <summary>(x − y)² for each slot.</summary>
    public static ReconstructionLoss MeanSquaredError { get; } = new MeanSquaredError();

    /// <summary>−y·log x − (1 − y)·log(1 − x) for each slot, where y is the target and x the reconstruction. The output
    /// activation must be a sigmoid, and the targets must be in [0, 1]. Computed from the sums before the sigmoid, so it is exact
    /// and finite however sure the network is. A target that is neither 0 nor 1 has a loss above 0 even if it is hit.</summary>
    public static ReconstructionLoss BinaryCrossEntropy { get; } = new BinaryCrossEntropy();

    /// <summary>|x − y| for each slot.</summary>
    public static ReconstructionLoss MeanAbsoluteError { get; } = new MeanAbsoluteError();

    internal string Name => GetType().Name;

    /// <summary>What was chosen, by the names of the method that creates it. Everything that makes a difference is here.</summary>
    internal abstract IReadOnlyCollection<(string Name, object Value)> Parameters { get; }

    /// <summary>Whether <see cref="Sum"/> takes the sums before the output activation in place of the reconstruction.</summary>
    internal virtual bool TakesLogits => false;

    /// <summary>½·(x − y)² for each slot where |x − y| ≤ delta, delta·(|x − y| − ½·delta) elsewhere: single slots that are far
    /// off count less than with the squared error (Huber, "Robust Estimation of a Location Parameter", 1964).</summary>
    /// <param name="delta">Where the parabola ends, positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not positive and finite.</exception>
    public static ReconstructionLoss Huber(float delta = 1f) => new Huber(delta);

    /// <summary>The name, with all that was chosen: <c>Huber(delta: 1)</c>. The same in every culture.</summary>
    public sealed override string ToString() => SettingText.Of(this, Parameters);

    /// <summary>Whether the other one is of the same kind, and all that was chosen is the same.</summary>
    public sealed override bool Equals(object? obj) => obj is ReconstructionLoss other && ToString() == other.ToString();

    /// <inheritdoc/>
    public sealed override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The loss summed over slots and, by weight, over rows.</summary>
    /// <param name="reconstruction">Shape [rows, input size].</param>
    /// <param name="target">The same shape.</param>
    /// <param name="weights">Shape [rows]; null if every row has the weight 1.</param>
    /// <returns>A scalar.</returns>
    internal Tensor Sum(Tensor reconstruction, Tensor target, Tensor? weights) => weights is null
        ? Compute(reconstruction, target, nn.Reduction.Sum)
        : Compute(reconstruction, target, nn.Reduction.None).sum(1).dot(weights);

    /// <summary>The loss of some slots of a row, summed, and its derivatives.</summary>
    /// <param name="reconstruction">The reconstructions, or their logits.</param>
    /// <param name="target">As many values.</param>
    /// <param name="slopes">Receives the derivatives with respect to the reconstructions, as many values.</param>
    internal abstract double Differentiate(ReadOnlySpan<float> reconstruction, ReadOnlySpan<float> target, Span<float> slopes);

    /// <summary>The squared error summed over slots and, by weight, over rows, whatever the loss is.</summary>
    /// <inheritdoc cref="Sum"/>
    internal Tensor SquaredError(Tensor reconstruction, Tensor target, Tensor? weights) =>
        MeanSquaredError.Sum(TakesLogits ? reconstruction.sigmoid() : reconstruction, target, weights);

    /// <summary>Why the loss does not fit the other options; null if it does.</summary>
    internal virtual string? FindConflict(TrainingSettings settings) => null;

    private protected abstract Tensor Compute(Tensor reconstruction, Tensor target, nn.Reduction reduction);
}
