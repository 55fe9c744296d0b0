using System.Collections;
using System.Globalization;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The values of options as text, the same under every culture.</summary>
internal static class OptionText
{
    internal const string None = "none";

    /// <returns>A number in the shortest way that gives it back; a choice as its name with its parameters: <c>Huber(delta: 0.5)</c>.</returns>
    internal static string Format(object? value) => value switch
    {
        null => None,
        bool flag => flag ? "true" : "false",
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => list.Cast<object?>().Select(Format).ToArray() is { Length: > 0 } elements ? string.Join(", ", elements) : None,
        _ => value.ToString()!,
    };
}
