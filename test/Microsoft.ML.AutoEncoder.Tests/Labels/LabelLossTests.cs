using Microsoft.ML.AutoEncoder.Training;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Labels;

/// <summary>The losses of labels, compared with their formulas and with finite differences.</summary>
public sealed class LabelLossTests
{
    private static readonly Dictionary<string, (LabelLoss Loss, float[] Outputs, float Label)> Cases = new()
    {
        ["class"] = (new SoftmaxCrossEntropy(3), [0.3f, -1.2f, 2f], 1),
        ["far class"] = (new SoftmaxCrossEntropy(3), [90f, -90f, 2f], 1),
        ["true"] = (new LogisticLoss(), [0.7f], 1),
        ["false"] = (new LogisticLoss(), [0.7f], 0),
        ["far false"] = (new LogisticLoss(), [60f], 0),
        ["number"] = (new StandardizedSquaredError(10, 4), [0.5f], 14),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_is_that_of_the_loss(string name)
    {
        const float Step = 0.01f;
        var (loss, outputs, label) = Cases[name];
        var gradient = new float[outputs.Length];
        loss.Differentiate(outputs, label, gradient);

        for (var i = 0; i < outputs.Length; i++)
        {
            Assert.Equal((LossAt(i, Step) - LossAt(i, -Step)) / (2 * Step), gradient[i], 2e-3);
        }

        double LossAt(int output, float change)
        {
            float[] moved = [.. outputs];
            moved[output] += change;
            return loss.Differentiate(moved, label, new float[outputs.Length]);
        }
    }

    [Fact]
    public void Losses_are_those_of_the_formulas()
    {
        Assert.Equal(-Math.Log(Math.Exp(-1.2) / (Math.Exp(0.3) + Math.Exp(-1.2) + Math.Exp(2))), LossOf("class"), 1e-6);
        Assert.Equal(180, LossOf("far class"), 1e-4);
        Assert.Equal(Math.Log(1 + Math.Exp(-0.7)), LossOf("true"), 1e-6);
        Assert.Equal(0.7 + Math.Log(1 + Math.Exp(-0.7)), LossOf("false"), 1e-6);
        Assert.Equal(60, LossOf("far false"), 1e-4);
        Assert.Equal(0.25, LossOf("number"), 1e-6);

        static double LossOf(string name) =>
            Cases[name].Loss.Differentiate(Cases[name].Outputs, Cases[name].Label, new float[Cases[name].Outputs.Length]);
    }

    [Fact]
    public void Measures_are_means_by_weight()
    {
        LabelLoss softmax = new SoftmaxCrossEntropy(3), number = new StandardizedSquaredError(10, 2);

        var classes = softmax.Measure(new LabelSums(Loss: 6, Weight: 4, Score: 3));
        var numbers = number.Measure(new LabelSums(Loss: 1, Weight: 4, Score: 4));

        Assert.Equal((1.5, 0.75, null), (classes!.Loss, classes.Accuracy, classes.RSquared));
        Assert.Equal((0.25, null, 0.75), (numbers!.Loss, numbers.Accuracy, numbers.RSquared));
        Assert.Null(softmax.Measure(default));
    }

    [Fact]
    public void Statistics_are_those_of_rows_with_label_and_weight()
    {
        var statistics = new LabelStatistics();
        foreach (var (label, weight) in new[] { (5f, 1f), (float.NaN, 1f), (100f, 0f), (9f, 3f) })
        {
            statistics.Add(label, weight);
        }

        Assert.Equal((2, 8.0, true), (statistics.Count, statistics.Mean, statistics.Differ));
        Assert.Equal(Math.Sqrt(3), statistics.StandardDeviation, 1e-9);
    }
}
