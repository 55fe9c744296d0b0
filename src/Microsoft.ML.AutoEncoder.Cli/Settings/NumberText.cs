using System.CommandLine.Parsing;
using System.Globalization;

namespace AutoEncoderTool.Settings;

/// <summary>Numbers of the command line, the same in every culture.</summary>
internal static class NumberText
{
    internal static float? ReadSingle(ArgumentResult result)
    {
        var text = result.Tokens.Count == 0 ? string.Empty : result.Tokens[^1].Value;
        if (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !float.IsNaN(value))
        {
            return value;
        }

        result.AddError($"'{text}' is not a number.");
        return null;
    }
}
