namespace Microsoft.ML.AutoEncoder;

/// <summary>Makes one number of the measures of a row without labels: how far it lies from the centre of the ordinary rows, how badly
/// it is reconstructed, and how far the nearest training rows are.</summary>
/// <remarks>
/// <para>Each measure is put on its own <see cref="LogScale"/>. The error and the nearest rows both look at a row's neighbourhood and
/// share one view; the distance from the centre looks at the whole, and the layer at what it has learnt to tell apart. The largest
/// counts: a row is odd if one view finds it
/// odd, and in a mean a view that a group of similar anomalies in training has misled would cover the other. (Aggarwal and Sathe,
/// "Theoretical Foundations and Algorithms for Outlier Ensembles", SIGKDD Explorations 17, 2015.)</para>
/// <para>Immutable: any number of threads may use it at once.</para>
/// </remarks>
/// <param name="Error">The scale of the error of the reconstruction.</param>
/// <param name="CountsError">Whether the error counts.</param>
/// <param name="Centre">The scale of the squared distance from the centre; null if it does not count.</param>
/// <param name="Layer">The scale of the error that the layer before the code sees; null if it does not count.</param>
/// <param name="Nearest">The scale of the mean distance from the nearest training rows; null if it does not count.</param>
internal sealed record OddnessScale(LogScale Error, bool CountsError, LogScale? Layer, LogScale? Centre, LogScale? Nearest)
{
    /// <summary>The weight of the nearest rows beside the error.</summary>
    internal const double NearestWeight = 0.8;

    /// <summary>How odd a row is: about 0 for an ordinary one, and larger the odder it is. NaN if a measure that counts is NaN.</summary>
    internal double Of(double error, double layer, double centre, double nearest)
    {
        var neighbourhood = (Nearest, CountsError) switch
        {
            ({ } scale, true) => (NearestWeight * scale.Of(nearest)) + ((1 - NearestWeight) * Error.Of(error)),
            ({ } scale, false) => scale.Of(nearest),
            (null, true) => Error.Of(error),
            (null, false) => double.NegativeInfinity,
        };
        var learnt = Layer is { } ofLayer ? Math.Max(ofLayer.Of(layer), neighbourhood) : neighbourhood;
        return Centre is { } whole ? Math.Max(whole.Of(centre), learnt) : learnt;
    }
}
