namespace WebScoring.Answers;

/// <summary>The row that a code stands for.</summary>
internal sealed record DecodedAnswer(float[] Features);
