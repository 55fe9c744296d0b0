using System.Reflection;
using System.Text.RegularExpressions;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>The options of a component, as the code has them and as docs/options.md tells them.</summary>
/// <param name="Options">The class of the options; its name is the heading in the page.</param>
/// <param name="CreateValid">Creates options that the component accepts.</param>
/// <param name="CreateComponent">Creates the component, which refuses options that are out of range.</param>
internal sealed partial record OptionTable(Type Options, Func<object> CreateValid, Action<object> CreateComponent)
{
    private const string AnyValue = "any";

    internal string Heading => $"{Options.DeclaringType!.Name}.{Options.Name}";

    internal FieldInfo[] Fields => Options.GetFields(BindingFlags.Public | BindingFlags.Instance);

    internal (string Name, string Default, string Range)[] ReadPage() =>
        [.. Row().Matches(ReadSection()).Select(row => (row.Groups["name"].Value, row.Groups["default"].Value.Trim('`'),
            row.Groups["range"].Value))];

    /// <summary>The table of two columns.</summary>
    internal (string Name, string Default)[] ReadOtherDefaults() =>
        [.. ShortRow().Matches(ReadSection()).Select(row => (row.Groups["name"].Value, row.Groups["default"].Value))];

    /// <summary>What the component demands of an option, taken from its refusals of values that are out of most ranges.</summary>
    internal string FindRange(FieldInfo field)
    {
        var demands = ValuesToTry(field.FieldType).Select(value => FindDemand(field, value)).OfType<string>().Distinct().ToArray();
        return demands.Length == 0 ? AnyValue : string.Join("; ", demands);
    }

    private string ReadSection()
    {
        var page = File.ReadAllText(Pages.PathOf("docs", "options.md")).ReplaceLineEndings("\n");
        return page.Split("\n## ").Single(section => section.StartsWith(Heading + "\n", StringComparison.Ordinal));
    }

    private string? FindDemand(FieldInfo field, object? value)
    {
        var options = CreateValid();
        field.SetValue(options, value);
        try
        {
            CreateComponent(options);
            return null;
        }
        catch (ArgumentOutOfRangeException refusal)
        {
            return Demand().Match(refusal.Message).Groups["demand"].Value;
        }
    }

    private static IEnumerable<object?> ValuesToTry(Type type)
    {
        type = Nullable.GetUnderlyingType(type) is { } underlying ? underlying : type;
        if (type == typeof(int))
        {
            return [0, -1];
        }

        if (type == typeof(long))
        {
            return [0L, -1L];
        }

        if (type == typeof(float))
        {
            return [float.NaN, float.PositiveInfinity, -1f, 0f, 1f, 2f];
        }

        if (type == typeof(double))
        {
            return [double.NaN, double.PositiveInfinity, -1d, 0d, 1d, 2d];
        }

        if (type == typeof(TimeSpan))
        {
            return [TimeSpan.Zero];
        }

        if (type == typeof(int[]))
        {
            return [null, new[] { 0 }];
        }

        if (type == typeof(IReadOnlyList<AutoEncoderRegularizer>))
        {
            return [null, new AutoEncoderRegularizer?[] { null }];
        }

        return type == typeof(string) ? [" "] : type.IsValueType ? [] : [null];
    }

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<default>[^|]+) \| (?<range>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<default>[^|\n]+) \|$", RegexOptions.Multiline)]
    private static partial Regex ShortRow();

    [GeneratedRegex(@"must be (?<demand>[^\r\n]+?)\.?( \(Parameter|\r|\n|$)")]
    private static partial Regex Demand();
}
