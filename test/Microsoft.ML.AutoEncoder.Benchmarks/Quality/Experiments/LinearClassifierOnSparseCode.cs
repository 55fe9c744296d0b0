using Benchmarks.Quality.Measures;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Trainers;

namespace Benchmarks.Quality.Experiments;

/// <summary>A code that is larger than the input, of which a few units are active at a time: nothing is set but its size and the
/// goal.</summary>
internal sealed class LinearClassifierOnSparseCode()
    : ClassificationOfCodes("sparse-code", "A sparse code that is larger than the input, and a linear classifier")
{
    internal override string Explanation =>
        "The share of test images that maximum entropy (L-BFGS, L2 regularization 1, no L1 regularization, at most 300 iterations) " +
        "classifies correctly. All features are multiplied by the same " +
        "number, which makes their mean square 1: to scale each by itself would raise units that are hardly ever active.";

    protected override void Configure(AutoEncoderEstimator.Options options)
    {
        options.CodeSize = 2_000;
        options.Goal = AutoEncoderGoal.SparseCode;
    }

    protected override IEnumerable<QualityFigure> Measure(AutoEncoderTransformer model, QualityData data)
    {
        foreach (var figure in base.Measure(model, data))
        {
            yield return figure;
        }

        yield return new QualityFigure(
            "units of the code that are not 0, of an image, on average",
            $"{Codes.Of(model, data.Measured).Average(code => code.Count(value => value != 0)):0}");
    }

    protected override IEstimator<ITransformer> CreateClassifier(MLContext mlContext) =>
        mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = 1,
            MaximumNumberOfIterations = 300,
            NumberOfThreads = NumberOfThreads,
        });

    protected override float Scale(float[][] training) =>
        (float)(1 / Math.Sqrt(training.Average(row => row.Average(value => (double)value * value))));
}
