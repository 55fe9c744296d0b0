using System.Buffers.Binary;

namespace Microsoft.ML.AutoEncoder.Tests.Fuzz;

/// <summary>Random damage to the bytes of a file.</summary>
internal static class Damage
{
    private static readonly int[] OddNumbers = [0, 1, -1, 2, 255, 256, 1 << 16, 1 << 24, (1 << 24) + 1, int.MaxValue, int.MinValue, 46_341];
    private static readonly double[] OddReals = [0, -1, 1e-300, 1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    /// <summary>Changes values, but not the length.</summary>
    internal static void Overwrite(Span<byte> bytes, Random random)
    {
        for (var count = random.Next(1, 4); count > 0 && bytes.Length >= sizeof(double); count--)
        {
            var place = bytes[random.Next(bytes.Length - sizeof(double) + 1)..];
            switch (random.Next(5))
            {
                case 0:
                    place[0] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    place[0] = (byte)random.Next(256);
                    break;
                case 2:
                    BinaryPrimitives.WriteInt32LittleEndian(place, OddNumbers[random.Next(OddNumbers.Length)]);
                    break;
                case 3:
                    BinaryPrimitives.WriteSingleLittleEndian(place, (float)OddReals[random.Next(OddReals.Length)]);
                    break;
                default:
                    BinaryPrimitives.WriteDoubleLittleEndian(place, OddReals[random.Next(OddReals.Length)]);
                    break;
            }
        }
    }

    /// <summary>Changes values, cuts off, adds, takes out or doubles a piece.</summary>
    internal static byte[] Change(byte[] bytes, Random random)
    {
        var (start, length) = (random.Next(bytes.Length + 1), random.Next(1, 64));
        var end = Math.Min(bytes.Length, start + length);
        switch (random.Next(6))
        {
            case 0:
                return bytes[..start];
            case 1:
                var junk = new byte[length];
                random.NextBytes(junk);
                return [.. bytes[..start], .. junk, .. bytes[start..]];
            case 2:
                return [.. bytes[..start], .. bytes[end..]];
            case 3:
                return [.. bytes[..end], .. bytes[start..]];
            default:
                byte[] changed = [.. bytes];
                Overwrite(changed, random);
                return changed;
        }
    }
}
