namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>A part of the state of a training.</summary>
/// <param name="Name">What the part is, unlike that of any other part; stands in checkpoints.</param>
/// <param name="Values">Its values, in the host's memory.</param>
internal sealed record NamedBuffer(string Name, Memory<float> Values);
