using System.Runtime.CompilerServices;

namespace Microsoft.ML.AutoEncoder;

internal readonly struct ScalarWidth : IVectorWidth<float>
{
    public static int LaneCount => 1;

    public static float Broadcast(float value) => value;

    public static float Load(ref float source, nint offset) => Unsafe.Add(ref source, offset);

    public static void Store(float vector, ref float destination, nint offset) => Unsafe.Add(ref destination, offset) = vector;

    public static float MultiplyAdd(float left, float right, float addend) => float.MultiplyAddEstimate(left, right, addend);
}
