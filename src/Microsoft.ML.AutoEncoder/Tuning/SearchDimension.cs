using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>One direction of a search space: a name, the values that it can have, and where a value goes.</summary>
/// <param name="name">The option, or what the user calls it.</param>
/// <param name="apply">Puts a value into options.</param>
internal abstract class SearchDimension(string name, Action<Options, object?> apply)
{
    internal string Name { get; } = name;

    /// <summary>The dimension in words, the same in every culture: two with the same text draw the same values.</summary>
    internal abstract string Text { get; }

    /// <param name="uniform">A number that is evenly distributed in [0, 1).</param>
    internal abstract object? Draw(float uniform);

    internal void Apply(Options options, object? value) => apply(options, value);
}
