namespace Benchmarks.Quality;

/// <summary>Something that was measured.</summary>
/// <param name="What">What was measured, and of what.</param>
/// <param name="Value">The figure as text.</param>
internal sealed record QualityFigure(string What, string Value);
