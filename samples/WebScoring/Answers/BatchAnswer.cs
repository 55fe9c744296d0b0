namespace WebScoring.Answers;

/// <summary>The rows in the order in which they were sent.</summary>
internal sealed record BatchAnswer(ScoredRow[] Rows);
