namespace Microsoft.ML.AutoEncoder;

/// <summary>A part of the state of a training that a fitted model keeps.</summary>
/// <param name="Name">What the part is, unlike that of any other part.</param>
/// <param name="Values">Its values.</param>
internal sealed record KeptBuffer(string Name, ReadOnlyMemory<float> Values);
