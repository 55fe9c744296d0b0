using System.Runtime.Intrinsics;

namespace Microsoft.ML.AutoEncoder;

internal readonly struct Width512 : IVectorWidth<Vector512<float>>
{
    public static int LaneCount => Vector512<float>.Count;

    public static Vector512<float> Broadcast(float value) => Vector512.Create(value);

    public static Vector512<float> Load(ref float source, nint offset) => Vector512.LoadUnsafe(ref source, (nuint)offset);

    public static void Store(Vector512<float> vector, ref float destination, nint offset) =>
        vector.StoreUnsafe(ref destination, (nuint)offset);

    public static Vector512<float> MultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> addend) =>
        Vector512.MultiplyAddEstimate(left, right, addend);
}
