using System.CommandLine;
using System.Globalization;

namespace Samples.CommandLine;

/// <summary>An option that is a whole number in a range.</summary>
public static class NumberOption
{
    public static Option<int> Create(string name, string description, int defaultValue, int minimum, int maximum) => new(name)
    {
        HelpName = "N",
        Description = description,
        DefaultValueFactory = _ => defaultValue,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var value) || value < minimum || value > maximum)
            {
                result.AddError($"{name} must be a whole number from {minimum} to {maximum}, but is '{text}'.");
            }

            return value;
        },
    };
}
