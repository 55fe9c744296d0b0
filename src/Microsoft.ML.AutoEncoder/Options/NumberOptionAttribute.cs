using System.Globalization;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A number or a time with bounds; the demand is put together from them. Null is always allowed where the field can be null.</summary>
internal sealed class NumberOptionAttribute : OptionAttribute
{
    public double AtLeast { get; set; } = double.NaN;

    public double Above { get; set; } = double.NaN;

    public double AtMost { get; set; } = double.NaN;

    public double Below { get; set; } = double.NaN;

    public bool IsFinite { get; set; }

    /// <summary>Whether null has a meaning of its own, and does not stand for a default.</summary>
    public bool OrNull { get; set; }

    internal override string Demand => Range + (IsFinite ? " and finite" : string.Empty) + (OrNull ? ", or null" : string.Empty);

    private bool HasUpperBound => !double.IsNaN(AtMost) || !double.IsNaN(Below);

    private string Range => HasUpperBound
        ? "in " + (double.IsNaN(Above) ? $"[{Text(AtLeast)}, " : $"({Text(Above)}, ") + (double.IsNaN(Below) ? $"{Text(AtMost)}]" : $"{Text(Below)})")
        : double.IsNaN(AtLeast) ? Above == 0 ? "positive" : $"above {Text(Above)}" : $"at least {Text(AtLeast)}";

    // A bound that is not set is NaN, which makes a comparison false; so does the value NaN, which is refused by the lower bound.
    internal override bool Allows(object? value) => value is null
        || (ToNumber(value) is var number
            && (number >= AtLeast || number > Above)
            && !(number > AtMost || number >= Below)
            && !(IsFinite && double.IsInfinity(number)));

    private static double ToNumber(object value) => value is TimeSpan time ? time.TotalSeconds : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static string Text(double bound) => bound.ToString(CultureInfo.InvariantCulture);
}
