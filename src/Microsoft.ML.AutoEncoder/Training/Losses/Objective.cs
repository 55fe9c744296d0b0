using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>All that training wants: good reconstructions, and what the regularizers ask for.
/// Whoever trains need not know which ones there are.</summary>
/// <param name="loss">How far reconstructions are from their targets.</param>
/// <param name="regularizers">What else is wanted.</param>
/// <param name="outputActivation">Its range is that of corrupted values.</param>
internal sealed class Objective(ReconstructionLoss loss, IReadOnlyList<AutoEncoderRegularizer> regularizers, Activation outputActivation)
{
    private readonly AutoEncoderRegularizer[] _penalties = [.. regularizers.Where(regularizer => regularizer.HasPenalty)];
    private readonly Corruption[] _corruptions = [.. regularizers.Select(regularizer => regularizer.Corruption).OfType<Corruption>()];

    private readonly Corruption[] _rowChanges = [.. regularizers.Select(regularizer => regularizer.RowChange).OfType<Corruption>()];

    internal ReconstructionLoss Loss => loss;

    /// <summary>What the penalties are called.</summary>
    internal IEnumerable<string> PenaltyNames => _penalties.Select(penalty => penalty.Name);

    internal bool CorruptsInput => _corruptions.Length > 0;

    /// <summary>Whether something else is made of rows before they are targets.</summary>
    internal bool ChangesRows => _rowChanges.Length > 0;

    /// <summary>Whether rows are changed on their way to the network, which is done in the host's memory.</summary>
    internal bool NeedsHostRows => CorruptsInput || ChangesRows;

    /// <summary>Whether what is 0 in a row is 0 in the corrupted one.</summary>
    internal bool CorruptionKeepsZeros => Array.TrueForAll(_corruptions, corruption => corruption.KeepsZeros);

    internal bool NeedsMeanCode { get; } = regularizers.Any(regularizer => regularizer.NeedsMeanCode);

    /// <summary>Whether weights are part of a penalty, and not only of what it looks at.</summary>
    internal bool PenaltiesReachWeights { get; } = regularizers.Any(regularizer => regularizer.ReachesWeights);

    /// <summary>Whether a penalty looks at what single layers make of rows.</summary>
    internal bool NeedsLayers { get; } = regularizers.Any(regularizer => regularizer.NeedsLayers);

    /// <summary>Whether there are penalties, or the decoder gets something else than the code.</summary>
    internal bool ActsOnCode { get; } = regularizers.Any(regularizer => regularizer.ActsOnCode);

    /// <summary>Makes the row that the network has to reconstruct.</summary>
    internal void Change(Span<float> row, RowRandom random) => Apply(_rowChanges, row, random);

    /// <summary>Adds the noise to a row.</summary>
    internal void Corrupt(Span<float> row, RowRandom random) => Apply(_corruptions, row, random);

    /// <summary>Adds the noise to some values of a row, if it keeps zeros.</summary>
    internal void Corrupt(ReadOnlySpan<int> indices, Span<float> values, int rowSize, RowRandom random)
    {
        foreach (var corruption in _corruptions)
        {
            corruption.ApplySparse(indices, values, rowSize, random);
        }
    }

    /// <summary>What the decoder gets.</summary>
    /// <returns>Shape [rows, code size].</returns>
    internal Tensor TransformCode(EncoderPass pass)
    {
        var code = pass.Code;
        foreach (var regularizer in regularizers)
        {
            code = regularizer.TransformCode(code, pass);
        }

        return code;
    }

    /// <summary>The penalties times their weights, each summed over rows, by weight; null where the weight is 0.</summary>
    /// <param name="pass">What the encoder made of the rows.</param>
    /// <param name="rowWeights">Shape [rows]; null if every row has the weight 1.</param>
    /// <param name="epochs">How many epochs are done.</param>
    internal Tensor?[] Penalties(EncoderPass pass, Tensor? rowWeights, double epochs) => Array.ConvertAll(_penalties, penalty =>
    {
        if (penalty.Weight(epochs) is not (> 0 and var weight))
        {
            return null;
        }

        var rows = penalty.Penalty(pass);
        return (rowWeights is null ? rows.sum() : rows.dot(rowWeights)).Times(weight);
    });

    private void Apply(Corruption[] corruptions, Span<float> row, RowRandom random)
    {
        foreach (var corruption in corruptions)
        {
            corruption.Apply(row, random, outputActivation.Minimum, outputActivation.Maximum);
        }
    }
}
