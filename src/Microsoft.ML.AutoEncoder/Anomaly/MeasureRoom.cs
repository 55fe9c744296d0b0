namespace Microsoft.ML.AutoEncoder;

/// <summary>Room for what is computed on the way to the score of a row, so that scoring allocates nothing.</summary>
/// <remarks>Belongs to one thread.</remarks>
/// <param name="inputSize">The number of slots of a row.</param>
/// <param name="pointSize">The number of values that say where a row lies.</param>
internal sealed class MeasureRoom(int inputSize, int pointSize)
{
    internal float[] Slots { get; } = new float[inputSize];

    internal double[] Whitened { get; } = new double[pointSize];

    internal float[] WhitenedPoint { get; } = new float[pointSize];
}
