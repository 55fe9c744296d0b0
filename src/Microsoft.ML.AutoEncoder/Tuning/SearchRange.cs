using System.Globalization;
using static System.FormattableString;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Numbers between two bounds, which belong to them. Those that are not whole have three digits, so that a table shows the very
/// value that was tried.</summary>
/// <param name="name">The name of the dimension.</param>
/// <param name="bounds">The least and the greatest value.</param>
/// <param name="isLogarithmic">Whether the logarithm of the value is evenly distributed, and not the value.</param>
/// <param name="isWhole">Whether the values are whole numbers.</param>
/// <param name="apply">Puts a value into options: an <see cref="int"/> where values are whole, otherwise a <see cref="double"/>.</param>
internal sealed class SearchRange(
    string name, (double Minimum, double Maximum) bounds, bool isLogarithmic, bool isWhole, Action<Options, object?> apply)
    : SearchDimension(name, apply)
{
    internal override string Text =>
        Invariant($"{(isLogarithmic ? "log-uniform" : "uniform")}{(isWhole ? " whole" : string.Empty)} ") +
        Invariant($"[{bounds.Minimum}, {bounds.Maximum}]");

    internal override object? Draw(float uniform)
    {
        // Each whole number owns as much room as the others, those at the bounds too.
        var margin = isWhole ? 0.5 : 0;
        var (low, high) = (bounds.Minimum - margin, bounds.Maximum + margin);
        var value = isLogarithmic ? low * Math.Pow(high / low, uniform) : low + (uniform * (high - low));
        return isWhole
            ? (int)Math.Clamp(Math.Round(value), bounds.Minimum, bounds.Maximum)
            : Math.Clamp(
                double.Parse(value.ToString("g3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
                bounds.Minimum,
                bounds.Maximum);
    }
}
