namespace Microsoft.ML.AutoEncoder;

/// <summary>What the description in a model file tells of the stream with the numbers of a training's state.</summary>
/// <param name="State">The state, without its buffers.</param>
/// <param name="Buffers">The name and the length of each buffer.</param>
/// <param name="Hash">The SHA-256 of the stream.</param>
internal sealed record KeptStateHeader(KeptState State, IReadOnlyList<(string Name, int Length)> Buffers, byte[] Hash);
