using System.Runtime.Intrinsics;

namespace Microsoft.ML.AutoEncoder;

internal readonly struct Width128 : IVectorWidth<Vector128<float>>
{
    public static int LaneCount => Vector128<float>.Count;

    public static Vector128<float> Broadcast(float value) => Vector128.Create(value);

    public static Vector128<float> Load(ref float source, nint offset) => Vector128.LoadUnsafe(ref source, (nuint)offset);

    public static void Store(Vector128<float> vector, ref float destination, nint offset) =>
        vector.StoreUnsafe(ref destination, (nuint)offset);

    public static Vector128<float> MultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> addend) =>
        Vector128.MultiplyAddEstimate(left, right, addend);
}
