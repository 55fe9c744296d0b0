namespace Microsoft.ML.AutoEncoder;

/// <summary>Makes evenly distributed bits of any numbers, consecutive ones too: the finalizer of SplitMix64 (Steele, Lea and
/// Flood, "Fast Splittable Pseudorandom Number Generators", 2014).</summary>
internal static class SplitMix64
{
    /// <summary>2⁶⁴ divided by the golden ratio: multiples of it are far apart in every bit.</summary>
    internal const ulong GoldenRatio = 0x9E3779B97F4A7C15;

    internal static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
