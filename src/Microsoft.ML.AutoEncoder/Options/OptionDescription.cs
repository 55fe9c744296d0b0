using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>An option: a public field of a class of options, with the attribute that describes it.</summary>
internal sealed class OptionDescription
{
    private readonly FieldInfo _field;

    private OptionDescription(FieldInfo field)
    {
        _field = field;
        Attribute = field.GetCustomAttribute<OptionAttribute>()
            ?? throw new InvalidOperationException(
                $"{field.DeclaringType}.{field.Name} has no description: put an {nameof(OptionAttribute)} on it.");
    }

    internal string Name => _field.Name;

    internal Type Type => _field.FieldType;

    internal OptionAttribute Attribute { get; }

    /// <summary>All options of a class, in the order in which they stand there.</summary>
    internal static OptionDescription[] Of(Type options) =>
        [.. options.GetFields(BindingFlags.Public | BindingFlags.Instance)
            .OrderBy(field => field.MetadataToken)
            .Select(field => new OptionDescription(field))];

    /// <summary>Refuses values that are not allowed, all of them in one message.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option has such a value; the message names both.</exception>
    internal static void Check(IHost host, object options)
    {
        var faults = Of(options.GetType()).Where(option => !option.Attribute.Allows(option.Get(options))).ToArray();
        if (faults.Length > 0)
        {
            throw host.ExceptUserArg(faults[0].Name, string.Join(' ', faults.Select(fault => fault.Refuse(fault.Get(options)))));
        }
    }

    internal object? Get(object options) => _field.GetValue(options);

    internal void Set(object options, object? value) => _field.SetValue(options, value);

    /// <summary>Takes a list that somebody else may change apart from its owner.</summary>
    internal void CopyList(object options)
    {
        var elementType = Type.IsArray ? Type.GetElementType()
            : Type.IsGenericType && Type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? Type.GetGenericArguments()[0]
            : null;
        if (elementType is not null && Get(options) is System.Collections.IEnumerable list)
        {
            object?[] elements = [.. list.Cast<object?>()];
            var copy = Array.CreateInstance(elementType, elements.Length);
            Array.Copy(elements, copy, elements.Length);
            Set(options, copy);
        }
    }

    private string Refuse(object? value)
    {
        var demand = value is Enum && Attribute.Demand == "any"
            ? $"one of {string.Join(", ", Enum.GetNames(value.GetType()))}"
            : Attribute.Demand;
        return Attribute.Describe(value) is { } text ? $"{Name} is {text}, but must be {demand}." : $"{Name} must be {demand}.";
    }
}
