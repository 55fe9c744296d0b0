namespace Microsoft.ML.AutoEncoder;

/// <summary>A column that a model produces.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What it contains.</param>
/// <param name="Layer">For <see cref="OutputContent.Layer"/> the number of the layer.</param>
internal sealed record OutputColumn(string Name, OutputContent Content, int Layer = 0)
{
    /// <summary>Whether its slots are those of the input, so that they have the same names.</summary>
    internal bool HasSlotsOfInput => Content is OutputContent.Reconstruction or OutputContent.SlotError;
}
