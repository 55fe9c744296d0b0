using Microsoft.ML.Data;

namespace Tabular;

/// <summary>What the pipeline says about a payment.</summary>
internal sealed class ScoredPayment
{
    public float Score { get; set; }

    public bool PredictedLabel { get; set; }

    /// <summary>What each slot of the features contributes.</summary>
    [ColumnName(PaymentPipeline.SlotErrorColumn)]
    public float[] SlotErrors { get; set; } = [];
}
