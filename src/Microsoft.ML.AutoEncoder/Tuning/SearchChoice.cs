using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A few values, each as likely as the others.</summary>
/// <param name="name">The name of the dimension.</param>
/// <param name="values">The values.</param>
/// <param name="apply">Puts a value into options.</param>
internal sealed class SearchChoice(string name, object?[] values, Action<Options, object?> apply) : SearchDimension(name, apply)
{
    internal override string Text => string.Join(" | ", values.Select(OptionText.Format));

    internal override object? Draw(float uniform) => values[(int)(uniform * values.Length)];
}
