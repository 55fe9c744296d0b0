namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What reading the rows tells about them, before anything is decided that depends on the data.</summary>
/// <param name="InputSize">The number of values of a row.</param>
/// <param name="RowCount">The number of rows to train on.</param>
/// <param name="Minimum">The least of their values.</param>
/// <param name="Maximum">The greatest of their values.</param>
/// <param name="Density">The part of the values that is not 0.</param>
/// <param name="HasValidationRows">Whether there are rows to measure the loss on.</param>
internal sealed record DataProfile(
    int InputSize, long RowCount, float Minimum, float Maximum, double Density, bool HasValidationRows)
{
    /// <summary>Whether somebody has scaled slot by slot.</summary>
    internal bool AreSlotsScaled { get; init; }

    /// <summary>Finds out what images the rows are; null where they are none. Looks at rows, so it is asked only where it
    /// matters.</summary>
    internal Func<ImageShape?> FindImages { get; init; } = () => null;

    /// <summary>What labels say; null where there are none.</summary>
    internal LabelKind? LabelKind { get; init; }

    /// <summary>The part of the rows to train on that have a label.</summary>
    internal double LabelledPart { get; init; }
}
