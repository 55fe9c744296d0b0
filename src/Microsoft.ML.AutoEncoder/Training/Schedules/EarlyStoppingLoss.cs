namespace Microsoft.ML.AutoEncoder;

/// <summary>The loss that <see cref="EarlyStopping"/> goes by.</summary>
public enum EarlyStoppingLoss
{
    /// <summary>What training minimises; of validation rows the reconstruction loss.</summary>
    Reconstruction,

    /// <summary>The loss of the labels, see <see cref="LabelMetrics.Loss"/>. Where there are validation rows, some of them must have a
    /// label.</summary>
    Labels,
}
