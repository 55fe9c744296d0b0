using Microsoft.ML.AutoEncoder.Training;
using Xunit;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>Which units of a code are kept, in training and at scoring.</summary>
public sealed class TopKTests
{
    [Fact]
    public void The_largest_are_kept_and_of_equal_ones_the_first()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            // Few different values, so that there are many equal ones.
            float[] values = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => random.Next(-4, 5) / 4f)];
            var k = random.Next(1, values.Length + 1);
            var kept = values.Select((value, i) => (value, i))
                .OrderByDescending(pair => pair.value)
                .Take(k)
                .Select(pair => pair.i)
                .ToHashSet();

            float[] code = [.. values];
            TopK.Keep(code, k);
            TopK.Mark(values, k);

            Assert.Equal(values.Select((_, i) => kept.Contains(i) ? 1f : 0f), values);
            Assert.All(code, value => Assert.InRange(value, -1f, 1f));
            Assert.Equal(k, values.Count(value => value == 1f));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    public void Code_with_a_missing_value_stays_as_it_is(float missing)
    {
        float[] code = [1f, missing, 2f, float.NegativeInfinity];
        TopK.Keep(code, 1);
        Assert.Equal([1f, missing, 2f, float.NegativeInfinity], code);
    }

    [Fact]
    public void Training_and_scoring_keep_the_same_units()
    {
        using var scope = NewDisposeScope();
        var random = new Random(1);
        float[][] codes = [.. Enumerable.Range(0, 50).Select(_ => Enumerable.Range(0, 9).Select(_ => random.Next(-9, 9) / 8f).ToArray())];
        var code = tensor(codes.SelectMany(row => row).ToArray()).reshape(50, 9);
        var pass = new EncoderPass { Layers = [], Mode = EvaluationPass.Instance, Code = code };

        var inTraining = new TopKSparsity(4).TransformCode(code, pass).data<float>().ToArray();

        Array.ForEach(codes, row => TopK.Keep(row, 4));
        Assert.Equal(codes.SelectMany(row => row), inTraining);
    }

    [Fact]
    public void Fitted_model_keeps_so_many_units_and_decodes_those()
    {
        var mlContext = new MLContext(1);
        var rows = VectorData.Learnable(60, 5);
        var model = mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Features",
            HiddenLayerSizes = [],
            CodeSize = 12,
            Regularizers = [AutoEncoderRegularizer.TopKSparsity(4)],
        }).Fit(VectorData.Create(mlContext, rows));

        foreach (var row in rows)
        {
            var (code, decoded, reconstruction) = (new float[12], new float[5], new float[5]);
            model.Encode(row, code);
            model.Decode(code, decoded);
            model.Reconstruct(row, reconstruction);

            Assert.Equal(4, code.Count(value => value != 0));
            Assert.Equal(decoded, reconstruction);
        }
    }
}
