using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoEncoderTool.Settings;

/// <summary>A time as people write it: 90, 90s, 15m, 1h30m, or 01:30:00.</summary>
internal static partial class Duration
{
    /// <exception cref="FormatException">It is no time.</exception>
    internal static TimeSpan Read(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds < TimeSpan.MaxValue.TotalSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time))
        {
            return time;
        }

        return Parts().Match(text) is { Success: true, Length: > 0 } parts
            ? new TimeSpan(Number(parts.Groups["hours"]), Number(parts.Groups["minutes"]), Number(parts.Groups["seconds"]))
            : throw new FormatException($"'{text}' is not a time, as 90, 90s, 15m, 1h30m and 01:30:00 are");
    }

    private static int Number(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^((?<hours>\d{1,6})h)?((?<minutes>\d{1,6})m)?((?<seconds>\d{1,6})s)?$")]
    private static partial Regex Parts();
}
