using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Options as JSON, by the names of their fields, which serializers overlook: ML.NET's search spaces hand over what they have
/// drawn as JSON. Numbers, texts, flags, names of an enumeration, lists of numbers, and choices that have a name, such as
/// <see cref="Activation.ReLU"/>.</summary>
internal sealed class OptionsConverter<T> : JsonConverter<T>
    where T : class, new()
{
    private static readonly Dictionary<string, OptionDescription> Fields =
        OptionDescription.Of(typeof(T)).ToDictionary(option => option.Name);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"Options are an object, not {reader.TokenType}.");
        }

        var result = new T();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!Fields.TryGetValue(name, out var field))
            {
                throw new JsonException($"There is no option '{name}'. The options are {string.Join(", ", Fields.Keys)}.");
            }

            reader.Read();
            field.Set(result, ReadValue(ref reader, field, options));
        }

        return result;
    }

    /// <summary>Writes what is set. Rows, callbacks and the like, which a file cannot have, are left out.</summary>
    /// <exception cref="JsonException">An option that shapes the model has a value without a name.</exception>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var field in Fields.Values)
        {
            var content = field.Get(value);
            var type = TypeOf(field);
            if (content is null || (content is Array { Length: 0 } && !IsPlain(type)))
            {
                continue;
            }

            if (type.IsEnum)
            {
                writer.WriteString(field.Name, content.ToString());
            }
            else if (IsPlain(type))
            {
                writer.WritePropertyName(field.Name);
                JsonSerializer.Serialize(writer, content, type, options);
            }
            else if (NamedValues(type).FirstOrDefault(named => named.Value.Equals(content)) is { Key: { } name })
            {
                writer.WriteString(field.Name, name);
            }
            else if (field.Attribute.IsIdentity)
            {
                throw new JsonException($"{field.Name} is {OptionText.Format(content)}, which JSON has no word for.");
            }
        }

        writer.WriteEndObject();
    }

    private static object? ReadValue(ref Utf8JsonReader reader, OptionDescription field, JsonSerializerOptions options)
    {
        var type = TypeOf(field);
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (IsPlain(type))
        {
            return JsonSerializer.Deserialize(ref reader, type, options);
        }

        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        var named = NamedValues(type);
        return text is not null && named.TryGetValue(text, out var value)
            ? value
            : throw new JsonException(named.Count == 0
                ? $"{field.Name} cannot be given as JSON."
                : $"{field.Name} is {text ?? reader.TokenType.ToString()}, but must be one of {string.Join(", ", named.Keys)}.");
    }

    private static Type TypeOf(OptionDescription field) => Nullable.GetUnderlyingType(field.Type) ?? field.Type;

    private static bool IsPlain(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(float) || type == typeof(bool) || type == typeof(string)
        || type == typeof(TimeSpan) || type == typeof(int[]);

    /// <summary>The members of an enumeration, or the values that a class has as its own static members.</summary>
    private static Dictionary<string, object> NamedValues(Type type) => type.IsEnum
        ? Enum.GetNames(type).ToDictionary(name => name, name => Enum.Parse(type, name))
        : type.GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == type)
            .ToDictionary(property => property.Name, property => property.GetValue(null)!);
}
