namespace Microsoft.ML.AutoEncoder;

/// <summary>The nearest training rows, with distances in which each direction counts by the standard deviation that rows have
/// there.</summary>
/// <param name="Whitening">Moves rows to where distances are measured.</param>
/// <param name="Rows">The rows there.</param>
internal sealed record Neighbourhood(EllipticDistance Whitening, NearestRows Rows);
