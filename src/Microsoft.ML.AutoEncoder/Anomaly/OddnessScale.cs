namespace Microsoft.ML.AutoEncoder;

/// <summary>Makes one score of the measures of a row without labels: how far it lies from the centre of the ordinary rows, how badly
/// it is reconstructed, and how far the nearest training rows are.</summary>
/// <remarks>
/// <para>Each measure is put on its own <see cref="LogScale"/>. The error and the nearest rows both look at a row's neighbourhood and
/// share one view; the distance from the centre looks at the whole. The larger of the two counts: a row is odd if one view finds it
/// odd, and in a mean a view that a group of similar anomalies in training has misled would cover the other. (Aggarwal and Sathe,
/// "Theoretical Foundations and Algorithms for Outlier Ensembles", SIGKDD Explorations 17, 2015.)</para>
/// <para>Immutable: any number of threads may use it at once.</para>
/// </remarks>
/// <param name="Centre">The scale of the squared distance from the centre.</param>
/// <param name="Error">The scale of the error of the reconstruction.</param>
/// <param name="Nearest">The scale of the mean distance from the nearest training rows; null if it does not count.</param>
internal sealed record OddnessScale(LogScale Centre, LogScale Error, LogScale? Nearest)
{
    /// <summary>The weight of the nearest rows where they count; the error has the rest.</summary>
    internal const double NearestWeight = 0.8;

    /// <summary>The score of a row: about 0 for an ordinary one, and larger the odder it is. NaN if a measure that counts is NaN.</summary>
    internal double Score(double centre, double error, double nearest)
    {
        var neighbourhood = Nearest is { } scale
            ? (NearestWeight * scale.Of(nearest)) + ((1 - NearestWeight) * Error.Of(error))
            : Error.Of(error);
        return Math.Max(Centre.Of(centre), neighbourhood);
    }
}
