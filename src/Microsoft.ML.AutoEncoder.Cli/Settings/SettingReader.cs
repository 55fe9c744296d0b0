using System.Globalization;
using System.Reflection;

namespace AutoEncoderTool.Settings;

/// <summary>Makes the value of an option from its text. A choice is written as the code has it: the name of the static member that creates
/// it, with its arguments.</summary>
internal static class SettingReader
{
    private const BindingFlags Factories = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Whether values of a type can be written as text.</summary>
    internal static bool CanRead(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsEnum || plain == typeof(string) || plain == typeof(bool) || plain == typeof(int) || plain == typeof(long)
            || plain == typeof(float) || plain == typeof(TimeSpan)
            || (ElementType(plain) is { } element ? CanRead(element) : FindMakers(plain).Any());
    }

    /// <exception cref="FormatException">The text is no such value; the message says what would be.</exception>
    internal static object? Read(string text, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (text is "null" or "none" && (plain != type || !type.IsValueType))
        {
            return null;
        }

        return plain == typeof(string) ? text
            : plain == typeof(bool) ? ReadBoolean(text)
            : plain == typeof(int) ? ReadNumber<int>(text, "a whole number", int.TryParse)
            : plain == typeof(long) ? ReadNumber<long>(text, "a whole number", long.TryParse)
            : plain == typeof(float) ? ReadNumber<float>(text, "a number", float.TryParse)
            : plain == typeof(TimeSpan) ? Duration.Read(text)
            : plain.IsEnum ? ReadEnum(text, plain)
            : ElementType(plain) is { } element ? ReadList(text, element)
            : ReadChoice(text, plain);
    }

    private static bool ReadBoolean(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new FormatException($"'{text}' is neither true nor false"),
    };

    private delegate bool TryParse<T>(string text, NumberStyles styles, IFormatProvider culture, out T value);

    private static T ReadNumber<T>(string text, string what, TryParse<T> parse)
    {
        var styles = typeof(T) == typeof(float) ? NumberStyles.Float : NumberStyles.AllowLeadingSign;
        return parse(text, styles, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"'{text}' is not {what}");
    }

    private static object ReadEnum(string text, Type type)
    {
        var name = Array.Find(Enum.GetNames(type), name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        return name is null
            ? throw new FormatException($"'{text}' is not one of {string.Join(", ", Enum.GetNames(type))}")
            : Enum.Parse(type, name);
    }

    private static Type? ElementType(Type type) => type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0]
        : null;

    private static Array ReadList(string text, Type element)
    {
        var trimmed = text.Trim();
        var items = SettingText.Split(trimmed is ['[', .., ']'] ? trimmed[1..^1] : trimmed);
        var list = Array.CreateInstance(element, items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            list.SetValue(Read(items[i], element), i);
        }

        return list;
    }

    private static object ReadChoice(string text, Type type)
    {
        var setting = SettingText.Read(text);
        var makers = FindMakers(type).ToArray();
        var maker = Array.Find(makers, maker => maker.Name.Equals(setting.Name, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"'{setting.Name}' is not one of {string.Join(", ", makers.Select(maker => maker.Describe()))}");
        return maker.Make(setting.Arguments ?? []);
    }

    private static IEnumerable<SettingMaker> FindMakers(Type type)
    {
        var methods = type.GetMethods(Factories)
            .Where(method => method.ReturnType == type && !method.IsSpecialName)
            .Select(method => new SettingMaker(method.Name, method.GetParameters(), arguments => method.Invoke(null, arguments)!));
        var properties = type.GetProperties(Factories)
            .Where(property => property.PropertyType == type)
            .Select(property => new SettingMaker(property.Name, [], _ => property.GetValue(null)!));
        var constructors = type.IsAbstract || type.Assembly != typeof(Microsoft.ML.AutoEncoder.Activation).Assembly
            ? []
            : type.GetConstructors().Select(constructor => new SettingMaker(type.Name, constructor.GetParameters(), constructor.Invoke));
        return methods.Concat(properties).Concat(constructors);
    }
}
