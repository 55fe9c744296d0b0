namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Labels for rows that have none, by number of the row.</summary>
/// <param name="Labels">The labels; NaN where a row has a label of its own, or gets none.</param>
/// <param name="Trusts">How far each is trusted, in [0, 1]: what its loss is multiplied by.</param>
internal sealed record PseudoLabels(float[] Labels, float[] Trusts);
