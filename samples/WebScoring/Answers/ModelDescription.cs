namespace WebScoring.Answers;

/// <summary>What the model takes and gives.</summary>
/// <param name="InputSize">The number of values of a row.</param>
/// <param name="CodeSize">The number of values of a code; null if codes cannot be decoded here.</param>
/// <param name="Threshold">Rows with a higher score are anomalies.</param>
/// <param name="CanExplain">Whether reconstructions can be had.</param>
internal sealed record ModelDescription(int InputSize, int? CodeSize, float Threshold, bool CanExplain);
