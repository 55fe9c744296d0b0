using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class L1Sparsity : AutoEncoderRegularizer
{
    internal L1Sparsity(float weight) => PenaltyWeight = CheckWeight(weight);

    public float PenaltyWeight { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [("weight", PenaltyWeight)];

    internal override bool GivesUnitsMeaning => true;

    internal override bool HasPenalty => true;

    internal override float Weight(double epochs) => PenaltyWeight;

    internal override Tensor Penalty(EncoderPass pass) => pass.Code.abs().sum(1);
}
