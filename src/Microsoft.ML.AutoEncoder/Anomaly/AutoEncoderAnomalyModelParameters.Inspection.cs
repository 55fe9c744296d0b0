using static System.FormattableString;

namespace Microsoft.ML.AutoEncoder;

public sealed partial class AutoEncoderAnomalyModelParameters
{
    /// <summary>The network in one line, the same in every culture, see <see cref="AutoEncoderTransformer.ToString"/>.</summary>
    public override string ToString() => ModelLine.Of(Network.Shape, FittedEpoch);

    /// <summary>What there is to know about the detector as a text, see <see cref="AutoEncoderTransformer.Summary"/>.</summary>
    public string Summary() => ModelSummary.Of(
        Network.Shape, Training, Invariant($"Rows with a score above {Threshold:g5} were anomalies when it was fitted."));
}
