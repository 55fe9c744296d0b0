using System.Globalization;
using System.Text.RegularExpressions;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>The names of weights in an encoder and a decoder that are each an <c>nn.Sequential</c> of PyTorch: <c>encoder.2.weight</c> is
/// the weight of the module 2, where activations count as modules.</summary>
internal static partial class SequentialNames
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
    internal static (string Side, int Module, string Parameter)? Parse(string name) => Pattern().Match(name) is { Success: true } match
        ? (match.Groups[1].Value, int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), match.Groups[3].Value)
        : null;

    // A name that starts with a zero would be a second one for the same module.
    [GeneratedRegex("^(encoder|decoder)\\.(0|[1-9][0-9]{0,5})\\.(weight|bias|running_mean|running_var|num_batches_tracked)\\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
