using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The values of options as text, the same under every culture, which ToString of a record is not.</summary>
internal static class OptionText
{
    internal const string None = "none";

    /// <returns>A number in the shortest way that gives it back; a record as its name with its properties: <c>Huber { Delta = 0.5 }</c>.</returns>
    internal static string Format(object? value) => value switch
    {
        null => None,
        bool flag => flag ? "true" : "false",
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        Activation => value.ToString()!,
        IEnumerable list => list.Cast<object?>().Select(Format).ToArray() is { Length: > 0 } elements ? string.Join(", ", elements) : None,
        _ => value.GetType().Name + FormatProperties(value),
    };

    private static string FormatProperties(object value)
    {
        var properties =
            from property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where property.Name != nameof(ReconstructionLoss.Name)
            orderby property.MetadataToken
            select $"{property.Name} = {Format(property.GetValue(value))}";
        return properties.ToArray() is { Length: > 0 } texts ? $" {{ {string.Join(", ", texts)} }}" : string.Empty;
    }
}
