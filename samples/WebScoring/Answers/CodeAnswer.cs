namespace WebScoring.Answers;

/// <summary>The code of a row.</summary>
internal sealed record CodeAnswer(float[] Code);
