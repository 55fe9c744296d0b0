using Microsoft.ML.AutoEncoder.Training;
using Xunit;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>What the parameters of the variants learn from.</summary>
public sealed class GradientTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Every_parameter_receives_a_gradient(bool tiedWeights, bool batchNormalization)
    {
        var architecture = new NetworkArchitecture
        {
            TiedWeights = tiedWeights,
            BatchNormalization = batchNormalization,
            LogVariance = true,
        };
        using var scope = NewDisposeScope();
        var parts = new TrainingFixture(
            TrainingFixture.Shape(Activation.Tanh, Activation.Identity), architecture, AutoEncoderRegularizer.Variational());
        var (worker, batch) = parts.Work(VectorData.Learnable(20, 4));

        worker.BeginStep(batch, 0, 20, default);
        worker.AddGradients(default, null);

        var gradients = parts.Collect(worker.Network);
        Assert.All(gradients[..(int)parts.Layout.ParameterCount].ToArray(), gradient => Assert.NotEqual(0f, gradient));
        Assert.All(gradients[(int)parts.Layout.ParameterCount..].ToArray(), gradient => Assert.Equal(0f, gradient));
    }

    [Fact]
    public void Tied_weights_get_the_sum_of_the_gradients_of_both_uses()
    {
        using var scope = NewDisposeScope();
        var shape = TrainingFixture.Shape(Activation.Tanh, Activation.Identity);
        var tied = new TrainingFixture(shape, new NetworkArchitecture { TiedWeights = true });
        var free = new TrainingFixture(shape, new NetworkArchitecture());
        // The same function, with two copies of the weights.
        InferenceNetworkBuilder.Build(tied.Layout, tied.Parameters.Values).Parameters.CopyTo(free.Parameters.Values);
        var rows = VectorData.Learnable(20, 4);
        var (tiedGradients, freeGradients) = (Gradients(tied, rows), Gradients(free, rows));

        for (var i = 0; i < 2; i++)
        {
            var (encoder, decoder) = (free.Layout.Encoder[i], free.Layout.Decoder[^(i + 1)]);
            var (inputs, outputs) = (encoder.Layer.InputSize, encoder.Layer.OutputSize);
            var both = tied.Layout.Encoder[i].FactoredWeight!.Of(tiedGradients);
            for (var input = 0; input < inputs; input++)
            {
                for (var output = 0; output < outputs; output++)
                {
                    var expected = encoder.FactoredWeight!.Of(freeGradients)[(input * outputs) + output] +
                        decoder.FactoredWeight!.Of(freeGradients)[(output * inputs) + input];
                    Assert.Equal(expected, both[(input * outputs) + output], 1e-4f);
                }
            }
        }
    }

    [Fact]
    public void Tied_weights_stay_tied_and_are_half_as_many()
    {
        var shape = TrainingFixture.Shape(Activation.Tanh, Activation.Identity);
        var tied = new ParameterLayout(shape, new NetworkArchitecture { TiedWeights = true });
        Assert.Equal(shape.ParameterCount - shape.Decoder.Sum(layer => ((DenseLayer)layer).WeightCount), tied.ParameterCount);

        var mlContext = new MLContext(1);
        var network = mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Features",
            HiddenLayerSizes = [5],
            CodeSize = 3,
            TiedWeights = true,
        }).Fit(VectorData.Create(mlContext, VectorData.Learnable(50, 4))).Network;

        Assert.Equal(shape.ParameterCount, network.Parameters.Length);
        var weights = network.Parameters.AsSpan(0, 4 * 5);
        var transposed = network.Parameters.AsSpan()[^((5 * 4) + 4)..^4];
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(weights[i], transposed[(i % 5 * 4) + (i / 5)]);
        }
    }

    [Fact]
    public void Statistics_of_two_threads_are_those_of_the_whole_batch()
    {
        using var scope = NewDisposeScope();
        var architecture = new NetworkArchitecture { BatchNormalization = true };
        // Identity makes the first hidden layer's sums the same, however the rows are normalised.
        var parts = new TrainingFixture(TrainingFixture.Shape(Activation.Identity, Activation.Identity), architecture);
        var rows = VectorData.Learnable(20, 4);
        var statistics = parts.Layout.Encoder[0].Normalization!;

        var whole = Statistics(20);
        var parted = Statistics(7);

        var (mean, variance) = (MeansAndVariances(parts, rows).Means, MeansAndVariances(parts, rows).Variances);
        Assert.All(whole.Zip(mean.Concat(variance)), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
        Assert.All(whole.Zip(parted), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));

        float[] Statistics(int firstCount)
        {
            var (first, second) = AddGradients(parts, rows, firstCount);
            new RunningStatistics(parts.Layout, [first, second], parts.Parameters, new ThreadSums()).Update(step: 1);
            return [.. statistics.RunningMean.Of(parts.Parameters.Values), .. statistics.RunningVariance.Of(parts.Parameters.Values)];
        }
    }

    [Fact]
    public void Gradients_do_not_depend_on_which_thread_computes_them()
    {
        using var scope = NewDisposeScope();
        var rows = VectorData.Learnable(20, 4);
        var parts = new TrainingFixture(
            TrainingFixture.Shape(Activation.Tanh, Activation.Identity), new NetworkArchitecture());
        var (first, second) = AddGradients(parts, rows, firstCount: 9);
        var reducer = new GradientReducer(parts.Layout, [first.Network, second.Network], new ThreadSums(), penaltiesReachWeights: false);

        var expected = Collect(0, 1);

        Assert.Contains(expected, value => value != 0);
        Assert.Equal(expected, Collect(1, 0));

        float[] Collect(params int[] threads)
        {
            var all = new float[parts.Layout.TrainableLength];
            foreach (var thread in threads)
            {
                reducer.Collect(thread, (offset, gradients) => gradients.CopyTo(all.AsSpan(offset)));
            }

            // Those of biases have been taken.
            return [.. parts.Layout.Layers.SelectMany(layer => layer.FactoredWeight!.Of(all).ToArray())];
        }
    }

    private static (double[] Means, double[] Variances) MeansAndVariances(TrainingFixture parts, float[][] rows)
    {
        var weights = parts.Layout.Encoder[0].FactoredWeight!.Of(parts.Parameters.Values).ToArray();
        var sums = Enumerable.Range(0, 5)
            .Select(unit => rows
                .Select(row => row.Select((value, slot) => (double)value * weights[(slot * 5) + unit]).Sum())
                .ToArray())
            .ToArray();
        double[] means = [.. sums.Select(values => values.Average())];
        return (means,
            [.. sums.Select((values, unit) => values.Sum(value => (value - means[unit]) * (value - means[unit])) / (rows.Length - 1))]);
    }

    /// <summary>Two workers after a step, of which the first has had the first rows.</summary>
    private static (Worker First, Worker Second) AddGradients(TrainingFixture parts, float[][] rows, int firstCount)
    {
        var (first, batch) = parts.Work(rows);
        var (second, _) = parts.Work(rows);
        first.BeginStep(batch, 0, firstCount, default);
        first.AddGradients(default, null);
        second.BeginStep(batch, firstCount, rows.Length - firstCount, default);
        second.AddGradients(default, null);
        return (first, second);
    }

    private static float[] Gradients(TrainingFixture parts, float[][] rows)
    {
        var (worker, batch) = parts.Work(rows);
        worker.BeginStep(batch, 0, rows.Length, default);
        worker.AddGradients(default, null);
        return parts.Collect(worker.Network);
    }
}
