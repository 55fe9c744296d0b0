using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Memory that begins at the start of a cache line, so that no load of a full register touches two lines.</summary>
internal static class AlignedMemory
{
    private const int CacheLineSize = 64;

    /// <returns>Zeros, pinned and owned by the garbage collector.</returns>
    internal static Memory<float> Allocate(int length)
    {
        const int reserve = CacheLineSize / sizeof(float);
        var array = GC.AllocateArray<float>(checked(length + reserve), pinned: true);
        var distance = (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(array, 0) & (CacheLineSize - 1));
        return array.AsMemory(distance / sizeof(float), length);
    }
}
