using System.Globalization;

namespace AutoEncoderTool.Writing;

/// <summary>Writes a number with as few digits as give it back, as .NET does, in a quarter of the time where it lies in the usual
/// range.</summary>
internal static class ShortNumber
{
    /// <summary>Each number fits.</summary>
    internal const int MostBytes = 32;

    private const int LeastExponent = -4;
    private const int MostExponent = 6;

    // Six digits always tell two numbers with six digits apart, so fewer are found by taking zeros off; nine are enough for all.
    private const int LeastDigits = 6;
    private const int MostDigits = 9;

    private static readonly double[] Powers = [.. Enumerable.Range(0, 20).Select(exponent => Math.Pow(10, exponent))];
    private static readonly double[] Bounds = [1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];

    /// <returns>The number of bytes.</returns>
    internal static int Write(float value, Span<byte> destination)
    {
        var isNegative = value < 0;
        if (TryFindDigits(Math.Abs(value), out var digits, out var decimals))
        {
            destination[0] = (byte)'-';
            var start = isNegative ? 1 : 0;
            return start + WriteDigits(digits, decimals, destination[start..]);
        }

        value.TryFormat(destination, out var written, default, CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>Finds the shortest decimal that is nearer to the number than to its neighbours.</summary>
    private static bool TryFindDigits(float value, out long digits, out int decimals)
    {
        (digits, decimals) = (0, 0);
        var bits = BitConverter.SingleToInt32Bits(value);

        // NaN fails here. The neighbours of a power of two are not equally far.
        if (!(value >= Bounds[0] && value < Bounds[^1]) || (bits & 0x7FFFFF) == 0)
        {
            return false;
        }

        var halfStep = BitConverter.Int64BitsToDouble(((long)(bits >> 23) - 127 - 24 + 1023) << 52);
        var exponent = LeastExponent;
        while (exponent < MostExponent && value >= Bounds[exponent - LeastExponent + 1])
        {
            exponent++;
        }

        for (var count = LeastDigits; count <= MostDigits; count++)
        {
            decimals = Math.Max(0, count - 1 - exponent);
            var power = Powers[decimals];
            var rounded = Math.Round(value * power);
            var distance = Math.Abs((rounded / power) - value);
            if (distance < halfStep * 0.999999)
            {
                digits = (long)rounded;
                while (decimals > 0 && digits % 10 == 0)
                {
                    digits /= 10;
                    decimals--;
                }

                return true;
            }

            // Too near to call.
            if (distance <= halfStep * 1.000001)
            {
                return false;
            }
        }

        return false;
    }

    private static int WriteDigits(long digits, int decimals, Span<byte> destination)
    {
        Span<byte> reversed = stackalloc byte[MostBytes];
        var count = 0;
        var rest = (ulong)digits;
        do
        {
            if (count == decimals && decimals > 0)
            {
                reversed[count++] = (byte)'.';
            }

            var next = rest / 10;
            reversed[count++] = (byte)('0' + (rest - (10 * next)));
            rest = next;
        }
        while (rest > 0 || (decimals > 0 && count <= decimals + 1));

        reversed = reversed[..count];
        reversed.Reverse();
        reversed.CopyTo(destination);
        return count;
    }
}
