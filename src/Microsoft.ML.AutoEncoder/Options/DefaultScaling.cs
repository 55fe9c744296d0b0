using Microsoft.ML.AutoEncoder.Training;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How the input is scaled where the options leave it to the data.</summary>
internal static class DefaultScaling
{
    private const double SparseDensity = 0.05;

    private const float RoundingTolerance = 1e-5f;

    /// <summary>Whether the other options leave room for scaling: the output has to have any value.</summary>
    internal static bool Fits(Options options) =>
        options.OutputActivation is null or Identity
        && options.Loss is not { TakesLogits: true }
        && options.Regularizers?.SelectMany(regularizer => regularizer.Changes).Any(change => change.NeedsFiniteRange) != true;

    /// <summary>Whether rows are texts or the like: slot by slot, a scale would blow up what is rare.</summary>
    internal static bool AreSparse(DataProfile data) => data.Density < SparseDensity;

    internal static bool IsInUnitInterval(DataProfile data) => data.Minimum >= -RoundingTolerance && data.Maximum <= 1 + RoundingTolerance;

    /// <param name="options">The options, of which the scaling is missing.</param>
    /// <param name="data">The data.</param>
    /// <param name="perSlot">Whether dense rows are scaled slot by slot even where all values are in [0, 1].</param>
    internal static InputScaling For(Options options, DataProfile data, bool perSlot = false) =>
        AreSparse(data) ? InputScaling.Overall
        : MovesPixels(options) ? IsInUnitInterval(data) ? InputScaling.None : InputScaling.Overall
        : IsInUnitInterval(data) && !perSlot && !IsScaledTable(data) ? InputScaling.None
        : InputScaling.PerSlot;

    /// <summary>Whether pixels get to places of others, where they must mean the same.</summary>
    private static bool MovesPixels(Options options) =>
        options.Regularizers?.Any(regularizer => regularizer.ImageShapes.Any()) == true;

    /// <summary>A table gets the same scale whether a normaliser stands before it or not.</summary>
    private static bool IsScaledTable(DataProfile data) => data.AreSlotsScaled && !DefaultOptions.IsWide(data.InputSize);
}
