namespace AutoEncoderTool.Reading;

/// <summary>Numbers as almost all are written: a sign, digits, a point. They get the bits that ML.NET's text loader gives them, for less:
/// the arithmetic is the same, a product of the digits and a power of ten.</summary>
internal static class PlainNumber
{
    // More might not fit into a long.
    private const int MostDigits = 18;

    private static readonly double[] Powers =
    [
        1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15, 1e-16, 1e-17, 1e-18,
    ];

    /// <returns>Whether the text is such a number; if it is not, it may be another one.</returns>
    internal static bool TryParse(ReadOnlySpan<char> text, out float value)
    {
        value = 0;
        var isNegative = text.Length > 0 && text[0] == '-';
        var start = isNegative ? 1 : 0;
        if (text.Length == start || text.Length - start > MostDigits)
        {
            return false;
        }

        long digits = 0;
        var point = -1;
        for (var i = start; i < text.Length; i++)
        {
            var digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                digits = (10 * digits) + digit;
            }
            else if (text[i] == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        // A point alone is no number.
        if (point >= 0 && text.Length == start + 1)
        {
            return false;
        }

        value = (float)(Powers[point < 0 ? 0 : text.Length - 1 - point] * digits);
        value = isNegative ? -value : value;
        return true;
    }
}
