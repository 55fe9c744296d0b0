using Microsoft.ML.AutoEncoder.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

public sealed class OptimizerTests
{
    private const int Count = 64;

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    public void Adam_makes_the_steps_of_Torch(float weightDecay)
    {
        using var scope = NewDisposeScope();
        var random = new Random(1);
        float[] parameters = [.. Enumerable.Range(0, Count).Select(_ => random.NextSingle() - 0.5f)];
        var expected = tensor(parameters).AsParameter();
        using var torchOptimizer = optim.AdamW([expected], lr: 0.01, weight_decay: weightDecay);
        var optimizer = CreateAdam(weightDecay);

        for (var step = 1; step <= 50; step++)
        {
            float[] gradients = [.. Enumerable.Range(0, Count).Select(i => i % 7 == 0 ? 0f : random.NextSingle() - 0.5f)];
            expected.grad = tensor(gradients);
            torchOptimizer.step();
            optimizer.BeginStep(new OptimizerStep(step, 0.01f, GradientScale: 1f));
            // In two parts, as two threads would, and not of whole vectors.
            optimizer.Update(0, parameters.AsSpan(0, 13), gradients.AsSpan(0, 13), []);
            optimizer.Update(13, parameters.AsSpan(13), gradients.AsSpan(13), []);
        }

        Assert.All(expected.data<float>().Zip(parameters), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Scaled_gradients_make_the_step_of_smaller_gradients()
    {
        var (scaled, small) = (new float[Count], new float[Count]);
        float[] gradients = [.. Enumerable.Range(0, Count).Select(i => (float)i)];
        float[] quarters = [.. gradients.Select(gradient => gradient / 4)];
        var (first, second) = (CreateAdam(0), CreateAdam(0));

        first.BeginStep(new OptimizerStep(1, 0.1f, GradientScale: 0.25f));
        first.Update(0, scaled, gradients, []);
        second.BeginStep(new OptimizerStep(1, 0.1f, GradientScale: 1f));
        second.Update(0, small, quarters, []);

        Assert.Equal(small, scaled);
        Assert.Equal(second.SecondMoments, first.SecondMoments);
    }

    [Fact]
    public void Clipping_to_a_tiny_norm_hinders_no_step_of_Adam_but_one_without_effect_changes_no_bit()
    {
        var mlContext = new MLContext(1);
        var data = VectorData.Create(mlContext, VectorData.Learnable(100, 6));

        var free = Parameters(null);

        Assert.Equal(free, Parameters(1e9f));
        Assert.NotEqual(free, Parameters(1e-3f));

        float[] Parameters(float? clipNorm) => mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Features",
            NumberOfEpochs = 3,
            CodeSize = 2,
            HiddenLayerSizes = [4],
            GradientClipNorm = clipNorm,
            Seed = 1,
        }).Fit(data).Network.Parameters;
    }

    private static Adam CreateAdam(float weightDecay)
    {
        var options = new AutoEncoderEstimator.Options { Seed = 1, WeightDecay = weightDecay };
        return new(Count, DefaultOptions.OfEstimator.Resolve(options, data: null));
    }
}
