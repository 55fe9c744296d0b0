using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>The options of a component, as the code has them and as docs/options.md tells them.</summary>
/// <param name="Options">The class of the options; its name is the heading in the page.</param>
/// <param name="CreateValid">Creates options that the component accepts.</param>
/// <param name="CreateComponent">Creates the component, which refuses options that are out of range.</param>
/// <param name="FillDefaults">Puts values in the place of nulls that stand for a default.</param>
internal sealed partial record OptionTable(
    Type Options, Func<object> CreateValid, Action<object> CreateComponent, Func<object, object> FillDefaults)
{
    private const string AnyValue = "any";

    internal static string PagePath { get; } = Pages.PathOf("docs", "options.md");

    internal string Heading => $"{Options.DeclaringType!.Name}.{Options.Name}";

    internal FieldInfo[] Fields => Options.GetFields(BindingFlags.Public | BindingFlags.Instance);

    internal IReadOnlyList<OptionDescription> Descriptions => OptionDescription.Of(Options);

    internal (string Name, string Default, string Range, string Meaning)[] ReadPage() =>
        [.. Row().Matches(ReadSection())
            .Select(row =>
                (row.Groups["name"].Value, row.Groups["default"].Value, row.Groups["range"].Value, row.Groups["meaning"].Value))];

    /// <summary>The table of two columns.</summary>
    internal (string Name, string Default)[] ReadOtherDefaults() =>
        [.. ShortRow().Matches(ReadSection()).Select(row => (row.Groups["name"].Value, row.Groups["default"].Value))];

    /// <summary>What the page has to say of the default of an option: the value of the field, and what null stands for.</summary>
    internal string FormatDefault(OptionDescription option)
    {
        var untouched = option.Get(Activator.CreateInstance(Options)!);
        var filled = IsSameOnEachMachine(option) ? option.Get(FillDefaults(Activator.CreateInstance(Options)!)) : untouched;
        return untouched is null && filled is not null ? $"{Format(filled)} (null)" : Format(untouched);
    }

    internal string FormatFilled(OptionDescription option) =>
        IsSameOnEachMachine(option) ? Format(option.Get(FillDefaults(Activator.CreateInstance(Options)!))) : string.Empty;

    /// <summary>The page with the defaults and ranges of the code; a row for each option, none for what is no option.</summary>
    internal string WriteInto(string page)
    {
        var section = Section(page);
        var missing = Descriptions
            .Where(option => ReadPage().All(row => row.Name != option.Name))
            .Select(option => WriteRow(option, FindMeaning(option.Name)) + "\n");
        var end = Row().Matches(section).Last();
        var written = section.Insert(end.Index + end.Length + 1, string.Concat(missing));
        written = RowWithEnd().Replace(written, row =>
            Descriptions.FirstOrDefault(option => option.Name == row.Groups["name"].Value) is { } option
                ? WriteRow(option, row.Groups["meaning"].Value) + "\n"
                : string.Empty);
        return page.Replace(section, written, StringComparison.Ordinal);
    }

    /// <summary>What the component demands of an option, taken from its refusals of values that are out of most ranges.</summary>
    internal string FindRange(FieldInfo field)
    {
        var demands = ValuesToTry(field.FieldType).Select(value => FindDemand(field, value)).OfType<string>().Distinct().ToArray();
        return demands.Length == 0 ? AnyValue : string.Join("; ", demands);
    }

    private static string Format(object? value) => value is CancellationToken or AutoEncoderEstimator.Options
        ? value is CancellationToken ? OptionText.None : nameof(AutoEncoderEstimator.Options)
        : OptionText.Format(value);

    private static bool IsSameOnEachMachine(OptionDescription option) =>
        option.Name is not (
            nameof(AutoEncoderEstimator.Options.MemoryBudgetInBytes) or nameof(AutoEncoderEstimator.Options.DecoderLayerSizes));

    /// <summary>The first sentence of the summary beside the option.</summary>
    internal string FindMeaning(string option)
    {
        var source = Directory.GetFiles(
            Pages.PathOf("src", "Microsoft.ML.AutoEncoder"), $"{Options.DeclaringType!.Name}.Options.cs", SearchOption.AllDirectories);
        var summary = Regex.Match(
            File.ReadAllText(Assert.Single(source)),
            $@"<summary>(?<text>((?!<summary>)[\s\S])*?)</summary>[^;]*?\spublic [^;=]*\b{option}\b");
        var text = Regex.Replace(summary.Groups["text"].Value, @"\s*\n\s*///\s*", " ");
        return Regex.Match(Regex.Replace(text, "<see cref=\"(\\w+)[^\"]*\"/>", "`$1`"), @"^.*?(:\s.*?)?\.(?=\s|$)").Value;
    }

    private string WriteRow(OptionDescription option, string meaning) =>
        $"| `{option.Name}` | {FormatDefault(option)} | {option.Attribute.Demand} | {meaning} |";

    private string ReadSection() => Section(File.ReadAllText(PagePath).ReplaceLineEndings("\n"));

    private string Section(string page) =>
        page.Split("\n## ").Single(section => section.StartsWith(Heading + "\n", StringComparison.Ordinal));

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

        if (type == typeof(IReadOnlyList<ImageLayer>))
        {
            return [null, new ImageLayer?[] { null }];
        }

        return type == typeof(string) ? [" "] : type.IsValueType ? [] : [null];
    }

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<default>[^|]+) \| (?<range>[^|]+) \| (?<meaning>[^|\n]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| [^|]+ \| [^|]+ \| (?<meaning>[^|\n]*) \|\n", RegexOptions.Multiline)]
    private static partial Regex RowWithEnd();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<default>[^|\n]+) \|$", RegexOptions.Multiline)]
    private static partial Regex ShortRow();

    [GeneratedRegex(@"must be (?<demand>[^\r\n]+?)\.?( \(Parameter|\r|\n|$)")]
    private static partial Regex Demand();
}
