using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Memory that begins at the start of a cache line, so that no load of a full register touches two lines.</summary>
internal static class AlignedMemory
{
    private const int CacheLineSize = 64;

    /// <summary>How much longer an array must be than what is taken out of it.</summary>
    internal const int Reserve = CacheLineSize / sizeof(float);

    /// <returns>Zeros, pinned and owned by the garbage collector.</returns>
    internal static Memory<float> Allocate(int length)
    {
        var array = GC.AllocateArray<float>(checked(length + Reserve), pinned: true);
        return array.AsMemory(FirstAligned(array), length);
    }

    /// <summary>Takes aligned memory out of an array that is <see cref="Reserve"/> longer.</summary>
    /// <remarks>The array need not be pinned: should it move, everything is still right, but not as fast.</remarks>
    internal static Span<float> Align(float[] array, int length) => array.AsSpan(FirstAligned(array), length);

    private static int FirstAligned(float[] array) =>
        (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) & (CacheLineSize - 1)) / sizeof(float);
}
