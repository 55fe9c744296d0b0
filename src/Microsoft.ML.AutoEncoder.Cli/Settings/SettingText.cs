namespace AutoEncoderTool.Settings;

/// <summary>A setting as it is written: a name, perhaps with arguments in brackets, as in <c>Denoising(Masking(probability: 0.3))</c>.
/// </summary>
/// <param name="Name">What stands before the bracket.</param>
/// <param name="Arguments">What stands between the brackets; null if there are none.</param>
internal sealed record SettingText(string Name, IReadOnlyList<string>? Arguments)
{
    /// <exception cref="FormatException">A bracket is missing.</exception>
    internal static SettingText Read(string text)
    {
        text = text.Trim();
        var open = text.IndexOf('(', StringComparison.Ordinal);
        return open < 0 ? new SettingText(text, null)
            : text[^1] != ')' ? throw new FormatException($"'{text}' does not end with a bracket")
            : new SettingText(text[..open].TrimEnd(), Split(text[(open + 1)..^1]));
    }

    /// <summary>Splits a list at the commas that are in no bracket.</summary>
    /// <exception cref="FormatException">A bracket is missing.</exception>
    internal static IReadOnlyList<string> Split(string text)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch
            {
                '(' or '[' => 1,
                ')' or ']' => -1,
                _ => 0,
            };
            if (depth < 0)
            {
                throw new FormatException($"'{text}' has a bracket that was not opened");
            }

            if (text[i] == ',' && depth == 0)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }

        if (depth > 0)
        {
            throw new FormatException($"'{text}' has a bracket that is not closed");
        }

        if (text.AsSpan(start).Trim().Length > 0 || parts.Count > 0)
        {
            parts.Add(text[start..].Trim());
        }

        return parts;
    }
}
