using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

/// <summary>The score of a row is what its definition says, reckoned in the plainest way.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class DetectorReferenceTests
{
    private const int RowCount = 150;
    private const int Size = 6;

    private static readonly MLContext MlContext = new(1);
    private static readonly float[][] Rows = [.. Unscaled(NormalRows.Create(RowCount, Size, seed: 1))];
    private static readonly AutoEncoderAnomalyModelParameters Model =
        MlContext.AnomalyDetection.Trainers.AutoEncoder(numberOfEpochs: 20, seed: 1).Fit(VectorData.Create(MlContext, Rows)).Model;

    private static readonly double[][] Measures = [.. Rows.Select(Measure)];

    [Fact]
    public void Scores_are_those_of_the_definition()
    {
        float[][] rows = [.. Rows, .. Unscaled(NormalRows.Create(50, Size, seed: 2, deviation: 2))];
        float[] actual = [.. MlContext.AnomalyDetection.Trainers.AutoEncoder(numberOfEpochs: 20, seed: 1)
            .Fit(VectorData.Create(MlContext, Rows)).Transform(VectorData.Create(MlContext, rows)).GetColumn<float>("Score")];

        var training = Measures.Select(Oddness).ToArray();
        foreach (var (row, score) in rows.Zip(actual))
        {
            var oddness = Oddness(Measure(row));
            var lessOdd = training.Count(other => other < oddness);
            if (lessOdd < RowCount)
            {
                Assert.Equal(lessOdd / (double)RowCount, 1 - (1 / score), 0.02);
            }
            else
            {
                // One step for each distance from the median to the oddest row.
                var beyond = (oddness - training.Max()) / (training.Max() - training.Order().ElementAt((RowCount - 1) / 2));
                Assert.Equal(RowCount * (1 + beyond), score, score * 1e-3);
            }
        }

        Assert.True(actual.Count(score => score > RowCount) > 5);
    }

    [Fact]
    public void Each_measure_has_its_median_at_0_and_its_quartiles_1_apart()
    {
        for (var measure = 0; measure < 3; measure++)
        {
            double[] onScale = [.. Measures.Select(row => OnScale(row, measure)).Order()];

            Assert.Equal(0, onScale[(RowCount / 2) - 1], 0.02);
            Assert.Equal(1, onScale[(int)(0.75 * RowCount)] - onScale[RowCount / 4], 0.05);
        }
    }

    [Fact]
    public void The_centre_is_that_of_the_scaled_rows()
    {
        float[] scaled = [.. Rows.SelectMany(Scale)];

        var expected = RobustCovariance.Fit(
            scaled, Size, NormalRows.EqualWeights(RowCount), cancellationToken: TestContext.Current.CancellationToken)!;

        Assert.Equal(expected.Mean, Model.Measure.Centre!.Mean);
        Assert.Equal(expected.Whitening, Model.Measure.Centre.Whitening);
        Assert.Equal(RowCount - (RowCount / 20), Model.Measure.Nearest!.Rows.Count);
    }

    [Fact]
    public void Slots_have_the_mean_0_and_the_deviation_1()
    {
        var scale = Model.Measure.Scale!;
        for (var slot = 0; slot < Size; slot++)
        {
            var (mean, deviation) = MeanAndDeviation([.. Rows.Select(row => (double)row[slot])]);
            Assert.Equal(mean, scale.Offsets[slot], deviation * 1e-4);
            Assert.Equal(deviation, scale.Units[slot], deviation * 1e-4);
        }
    }

    [Fact]
    public void The_error_of_a_layer_is_between_its_outputs_for_the_row_and_for_the_reconstruction()
    {
        var options = new AutoEncoderAnomalyTrainer.Options { Measures = AnomalyMeasures.LayerError };
        options.AutoEncoder.HiddenLayerSizes = [4];
        options.AutoEncoder.CodeSize = 2;
        options.AutoEncoder.NumberOfEpochs = 5;
        options.AutoEncoder.Seed = 1;
        var view = VectorData.Create(MlContext, Rows);
        var model = MlContext.AnomalyDetection.Trainers.AutoEncoder(options).Fit(view);

        float[] scores = [.. model.Transform(view).GetColumn<float>("Score")];

        var network = model.Model.Network;
        Assert.Equal(Order([.. Rows.Select(LayerError)]), Order([.. scores.Select(score => (double)score)]));

        double LayerError(float[] row)
        {
            var reconstruction = new float[Size];
            network.Reconstruct(row, reconstruction);
            return Hidden(row).Zip(Hidden(reconstruction), (one, other) => Math.Pow(one - other, 2)).Sum();
        }

        float[] Hidden(float[] row)
        {
            var outputs = new LayerOutputs(network.Shape.Encoder, [0]);
            network.Encoder.Forward(row, new float[2], outputs);
            return outputs[0].ToArray();
        }

        static int[] Order(double[] values) => [.. Enumerable.Range(0, values.Length).OrderBy(row => values[row])];
    }

    private static double Oddness(double[] measures) =>
        Math.Max(OnScale(measures, 1), (0.2 * OnScale(measures, 0)) + (0.8 * OnScale(measures, 2)));

    private static double OnScale(double[] measures, int measure)
    {
        var odd = Model.Measure.Oddness;
        var scale = measure == 0 ? odd.Error : measure == 1 ? odd.Centre!.Value : odd.Nearest!.Value;
        return (Math.Log(measures[measure] + scale.Floor) - scale.Median) / scale.Spread;
    }

    /// <summary>The error, the squared distance from the centre, and the mean distance of the nearest.</summary>
    private static double[] Measure(float[] row)
    {
        var reconstruction = new float[Size];
        Model.Network.Reconstruct(row, reconstruction);
        var error = Scale(row).Zip(Scale(reconstruction), (one, other) => Math.Pow(one - other, 2)).Average();

        var measure = Model.Measure;
        var centre = Whiten(row, measure.Centre!).Sum(value => value * value);

        var place = Whiten(row, measure.Nearest!.Whitening);
        double[] distances = [.. measure.Nearest.Rows.Sample.ToArray().Chunk(Size)
            .Select(other => Math.Sqrt(other.Zip(place, (one, two) => Math.Pow(one - two, 2)).Sum()))
            .Where(distance => distance > 1e-4)
            .Order()];
        return [error, centre, distances.Take(5).Average()];
    }

    private static float[] Scale(float[] row) =>
        [.. row.Select((value, slot) => (value - Model.Measure.Scale!.Offsets[slot]) / Model.Measure.Scale.Units[slot])];

    private static double[] Whiten(float[] row, EllipticDistance distance)
    {
        var scaled = Scale(row);
        return [.. Enumerable.Range(0, Size).Select(i => Enumerable.Range(0, i + 1).Sum(
            j => distance.Whitening[(i * (i + 1) / 2) + j] * (scaled[j] - distance.Mean[j])))];
    }

    /// <summary>A unit and an origin of its own in each slot, and slots that go together.</summary>
    private static IEnumerable<float[]> Unscaled(float[] rows) => rows.Chunk(Size).Select(row => row
        .Select((value, slot) => ((slot > 0 ? value + row[slot - 1] : value) * MathF.Pow(10, slot - 2)) + (5 * slot)).ToArray());

    private static (double Mean, double Deviation) MeanAndDeviation(double[] values) =>
        (values.Average(), Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2))));
}
