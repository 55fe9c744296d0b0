using System.Globalization;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>An option that a search may change: one that shapes the model, and not what is read, written or told.</summary>
internal sealed class SearchedOption
{
    private readonly OptionDescription _description;
    private readonly Type _type;

    private SearchedOption(OptionDescription description)
    {
        _description = description;
        _type = Nullable.GetUnderlyingType(description.Type) ?? description.Type;
    }

    internal bool IsWhole => _type == typeof(int) || _type == typeof(long);

    internal bool IsNumber => IsWhole || _type == typeof(float);

    /// <exception cref="ArgumentException">There is no such option, or a search must not change it.</exception>
    internal static SearchedOption Find(string name)
    {
        var all = OptionDescription.Of(typeof(Options)).Where(IsSearchable).ToArray();
        return all.FirstOrDefault(option => option.Name == name) is { } description
            ? new SearchedOption(description)
            : throw new ArgumentException(
                $"{nameof(Options)} has no option '{name}' that can be searched over. Those are: " +
                $"{string.Join(", ", all.Select(option => option.Name))}.",
                nameof(name));
    }

    internal void Set(Options options, object? value) => _description.Set(options, value);

    /// <returns>The value as the field has it.</returns>
    /// <exception cref="ArgumentException">It is of another type, or not allowed.</exception>
    internal object? Convert(object? value, string argument)
    {
        var converted = value is not null && !_type.IsInstanceOfType(value) && IsNumber && value is int or long or float or double
            ? ToNumber(value)
            : value;
        if ((converted is not null && !_type.IsInstanceOfType(converted)) || !_description.Attribute.Allows(converted))
        {
            throw new ArgumentException(
                $"{_description.Name} cannot be {OptionText.Format(value)}: it must be {Kind}{_description.Attribute.Demand}.", argument);
        }

        return converted;
    }

    private string Kind => IsNumber || _type == typeof(bool) ? $"{(IsWhole ? "a whole number, " : string.Empty)}" : $"{_type.Name}, ";

    private object? ToNumber(object value)
    {
        var number = System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (_type == typeof(float))
        {
            return (float)number;
        }

        var isWhole = number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue;
        return !isWhole ? value : _type == typeof(int) ? (object)(int)number : (long)number;
    }

    private static bool IsSearchable(OptionDescription option) =>
        option.Name == nameof(Options.Goal)
        || (option.Attribute.IsIdentity
            && option.Attribute is not ColumnOptionAttribute
            && option.Name is not (nameof(Options.Seed) or nameof(Options.ValidationFraction)));
}
