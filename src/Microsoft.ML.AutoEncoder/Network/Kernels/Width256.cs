using System.Runtime.Intrinsics;

namespace Microsoft.ML.AutoEncoder;

internal readonly struct Width256 : IVectorWidth<Vector256<float>>
{
    public static int LaneCount => Vector256<float>.Count;

    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    public static Vector256<float> Load(ref float source, nint offset) => Vector256.LoadUnsafe(ref source, (nuint)offset);

    public static void Store(Vector256<float> vector, ref float destination, nint offset) =>
        vector.StoreUnsafe(ref destination, (nuint)offset);

    public static Vector256<float> MultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> addend) =>
        Vector256.MultiplyAddEstimate(left, right, addend);
}
