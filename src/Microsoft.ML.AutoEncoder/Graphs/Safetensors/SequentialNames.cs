using System.Globalization;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>The names of weights in an encoder and a decoder that are each an <c>nn.Sequential</c> of PyTorch: <c>encoder.2.weight</c> is
/// the weight of the module 2, where activations count as modules.</summary>
internal static class SequentialNames
{
    internal const string Encoder = "encoder";
    internal const string Decoder = "decoder";
    internal const string Weight = "weight";
    internal const string Bias = "bias";
    internal const string RunningMean = "running_mean";
    internal const string RunningVariance = "running_var";
    internal const string BatchCount = "num_batches_tracked";

    internal static string Format(string side, int module, string parameter) =>
        string.Create(CultureInfo.InvariantCulture, $"{side}.{module}.{parameter}");

    /// <returns>The parts of a name; null where it is none of these.</returns>
    internal static (string Side, int Module, string Parameter)? Parse(string name) => name.Split('.') is
        [Encoder or Decoder, var module, Weight or Bias or RunningMean or RunningVariance or BatchCount] parts && IsModule(module)
        ? (parts[0], int.Parse(module, CultureInfo.InvariantCulture), parts[2])
        : null;

    /// <summary>A number that starts with a zero would be a second name for the same module.</summary>
    private static bool IsModule(string text) =>
        text.Length is > 0 and <= 6 && text.All(char.IsAsciiDigit) && (text == "0" || text[0] != '0');
}
