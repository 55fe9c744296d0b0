using System.Globalization;
using System.Numerics.Tensors;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Learns from the training rows what an ordinary row looks like to a fitted network, and which score is unusual.</summary>
/// <param name="host">Raises errors.</param>
/// <param name="parts">The training rows of this process, in as many parts as it trains on.</param>
/// <param name="link">The processes that have trained together: each has rows of its own, and all get the same detector.</param>
/// <param name="scale">How the rows were scaled in training; null: not at all.</param>
/// <param name="measures">What counts; null: what suits the width of the rows.</param>
/// <param name="seed">Decides which rows are kept of many.</param>
/// <param name="cancellationToken">Ends the calibration.</param>
internal sealed class Calibration(
    IHost host,
    CalibrationPass[] parts,
    GroupLink link,
    InputScale? scale,
    AnomalyMeasures? measures,
    int seed,
    CancellationToken cancellationToken)
{
    // Below this part of the variance of the data an error is noise: a network that reconstructs perfectly must not make it look large.
    private const double LeastErrorToVariance = 1e-4;

    private readonly MeasuredSpace _space = MeasuredSpace.For(parts[0].Shape);

    private NetworkShape Shape => parts[0].Shape;

    private AnomalyMeasures Measures => measures ?? (AnomalyMeasures.ReconstructionError | AnomalyMeasures.CentreDistance
        | (_space.Layer == 0 ? AnomalyMeasures.NeighbourDistance : AnomalyMeasures.LayerError));

    private int ErrorLayer => Measures.HasFlag(AnomalyMeasures.LayerError) ? MeasuredSpace.LayerBeforeCode(Shape) : 0;

    /// <summary>How many values of each row tell where it lies; 0 where that does not count.</summary>
    private int PointSize => (Measures & (AnomalyMeasures.CentreDistance | AnomalyMeasures.NeighbourDistance)) == 0
        ? 0
        : _space.Size(Shape);

    private int[] Layers => RowMeasure.Layers(_space, ErrorLayer);

    /// <returns>How to score rows, and the score that the share <paramref name="contamination"/> of the training rows, by weight,
    /// exceeds or would exceed with one row more.</returns>
    /// <exception cref="InvalidOperationException">All rows lie in one place, but distances are to count; or what is measured is out of the
    /// range of numbers.</exception>
    internal (RowMeasure Measure, float Threshold) Run(float contamination)
    {
        var (sample, variance, layerVariance) = Sample();
        var measure = Create(sample, LeastErrorToVariance * variance, LeastErrorToVariance * layerVariance);
        var room = CreateRoom();
        var (oddness, weights) = (new List<double>(), new List<double>());
        foreach (var part in parts)
        {
            part.ForEach(host, Layers, cancellationToken, (row, weight) =>
            {
                oddness.Add(measure.OddnessOf(row, room));
                weights.Add(weight);
            });
        }

        var all = link.Gather(GroupStep.Calibrating, [.. oddness]);
        var allWeights = link.Gather(GroupStep.Calibrating, [.. weights]);
        Demand(TensorPrimitives.Sum<double>(all), "sum of the measures");
        measure = measure with { Rarity = RarityScale.Create(all, allWeights) };
        float[] scores = [.. all.Select(one => (float)measure.Rarity.Of(one))];
        var threshold = Threshold(scores, allWeights, contamination);
        Demand(threshold, "score above which a row is an anomaly");
        return (measure, threshold);
    }

    private (SampledRows Sample, double Variance, double LayerVariance) Sample()
    {
        var layerSize = ErrorLayer == 0 ? 0 : new MeasuredSpace(ErrorLayer).Size(Shape);
        var (sample, variance, layerVariance) = link.IsGroup ? JoinedSample(layerSize) : SampleOf(0, SampledRows.MostRows) switch
        {
            var (one, values, layerValues) => (one, values.MeanVariance(), layerValues?.MeanVariance() ?? 0),
        };
        Demand(TensorPrimitives.Sum<double>(sample.Errors) / sample.Count, "mean error of the reconstructions");
        Demand(TensorPrimitives.Sum<double>(sample.LayerErrors) / sample.Count, "mean error in the layer before the code");
        Demand(TensorPrimitives.SumOfSquares<float>(sample.Points), "spread of the points");
        return (sample, variance, layerVariance);
    }

    /// <summary>What all processes know of their rows.</summary>
    private (SampledRows Sample, double Variance, double LayerVariance) JoinedSample(int layerSize)
    {
        var most = Math.Max(1, SampledRows.MostRows / (link.Size * parts.Length));
        var mine = Enumerable.Range(0, parts.Length).Select(part => SampleOf(part, most)).ToArray();
        var values = link.Gather(GroupStep.Calibrating, [.. mine.SelectMany(part => part.Values.ToNumbers())]);
        var layerValues = link.Gather(GroupStep.Calibrating, [.. mine.SelectMany(part => part.LayerValues?.ToNumbers() ?? [])]);
        var sample = new SampledRows(PointSize, seed);
        foreach (var bytes in link.GatherParts(GroupStep.Calibrating, [.. mine.Select(part => part.Sample.ToBytes())]))
        {
            sample.Add(bytes);
        }

        return (
            sample,
            SlotMoments.MeanVariance(values, Shape.InputSize),
            layerSize == 0 ? 0 : SlotMoments.MeanVariance(layerValues, layerSize));
    }

    /// <param name="part">The number of the part of the rows.</param>
    /// <param name="most">How many rows are kept at most.</param>
    private (SampledRows Sample, SlotMoments Values, SlotMoments? LayerValues) SampleOf(int part, int most)
    {
        var sample = new SampledRows(PointSize, unchecked(seed + (link.Rank * parts.Length) + part), most);
        var (room, values, errorLayer) = (CreateRoom(), new SlotMoments(Shape.InputSize), ErrorLayer);
        var layerValues = errorLayer == 0 ? null : new SlotMoments(new MeasuredSpace(errorLayer).Size(Shape));
        parts[part].ForEach(host, Layers, cancellationToken, (row, weight) =>
        {
            var error = RowMeasure.Error(row, scale, room);
            values.Add(RowMeasure.Point(row, default, scale, room), weight);
            layerValues?.Add(row.LayerOutput(errorLayer), weight);
            var layerError = RowMeasure.LayerError(row, errorLayer);
            sample.Add(PointSize > 0 ? RowMeasure.Point(row, _space, scale, room) : [], error, layerError, weight);
        });
        return (sample, values, layerValues);
    }

    private RowMeasure Create(SampledRows sample, double leastError, double leastLayerError)
    {
        double[] weights = sample.Weights;
        var places = new SampledPlaces(sample.Points, _space.Size(Shape), weights, cancellationToken);
        var (centre, nearest) = (default(EllipticDistance), default(Neighbourhood));
        var (centreScale, nearestScale) = (default(LogScale?), default(LogScale?));
        if ((Measures & (AnomalyMeasures.CentreDistance | AnomalyMeasures.NeighbourDistance)) != 0)
        {
            centre = places.Centre(isTrimmed: _space.Layer == 0) ?? throw NothingLearnt();
            var distances = places.Distances(centre);
            Demand(TensorPrimitives.Sum<double>(distances), "distance from the centre");
            centreScale = LogScale.Create(distances, weights);
            if (Measures.HasFlag(AnomalyMeasures.NeighbourDistance))
            {
                nearest = places.Nearest(distances, seed);
                nearestScale = LogScale.Create(places.Distances(nearest), weights);
            }
        }

        var countsCentre = Measures.HasFlag(AnomalyMeasures.CentreDistance);
        var oddness = new OddnessScale(
            LogScale.Create(sample.Errors, weights, leastError),
            Measures.HasFlag(AnomalyMeasures.ReconstructionError),
            ErrorLayer == 0 ? null : LogScale.Create(sample.LayerErrors, weights, leastLayerError),
            countsCentre ? centreScale : null,
            nearestScale);
        Demand(1 / (float)oddness.Error.Unit, "error of an ordinary row, as a part of 1,");
        return new RowMeasure(scale, _space, ErrorLayer, countsCentre ? centre : null, nearest, oddness, new RarityScale([0], [1], 1));
    }

    private MeasureRoom CreateRoom() => new(Shape.InputSize, _space.Size(Shape));

    private static float Threshold(float[] scores, double[] weights, float contamination)
    {
        Array.Sort(scores, weights);
        var allowed = contamination * TensorPrimitives.Sum<double>(weights);
        var above = 0.0;
        for (var n = scores.Length - 1; n > 0; n--)
        {
            above += weights[n];
            if (above > allowed)
            {
                // Halfway to the next row, if there is one: where scores are computed in another way, rounding changes no label.
                return n == scores.Length - 1 ? scores[n] : scores[n] + ((scores[n + 1] - scores[n]) / 2);
            }
        }

        return scores[0];
    }

    private Exception NothingLearnt() => host.Except(
        _space.Layer == 0
            ? "All training rows are so nearly the same that no distance between them can be measured. Give the trainer rows that differ."
            : "The network gives the same for all training rows, so that no distance between them can be measured: it has learnt " +
            $"nothing. Train it longer or with another learning rate, or set {nameof(AutoEncoderAnomalyTrainer.Options.Measures)} to " +
            $"{nameof(AnomalyMeasures.ReconstructionError)}.");

    private void Demand(double value, string what)
    {
        if (!double.IsFinite(value))
        {
            throw host.Except(string.Create(
                CultureInfo.InvariantCulture,
                $"The detector cannot be used: over the training rows, the {what} is {value:G3}, which scores cannot be computed with. ") +
                "Scale the features (NormalizeMinMax, NormalizeMeanVariance, or NormalizeRobustScaling), or lower " +
                $"{nameof(AutoEncoderAnomalyTrainer.Options.AutoEncoder)}.{nameof(AutoEncoderEstimator.Options.LearningRate)}.");
        }
    }
}
