using Benchmarks.Quality.Baselines;
using Benchmarks.Quality.Measures;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;

namespace Benchmarks.Quality.Experiments;

/// <summary>How well a classifier recognises digits by the code, which was learnt without labels.</summary>
internal abstract class ClassificationOfCodes(string name, string title) : QualityExperiment(name, title)
{
    protected override IEnumerable<QualityFigure> Measure(AutoEncoderTransformer model, QualityData data)
    {
        yield return Figure(
            $"accuracy with the code of {model.CodeSize} values", data, Codes.Of(model, data.Training), Codes.Of(model, data.Measured));
    }

    protected override IEnumerable<QualityFigure> MeasureBaselines(QualityData data)
    {
        float[][] training = [.. data.Training.Select(image => image.Features)];
        float[][] measured = [.. data.Measured.Select(image => image.Features)];
        yield return Figure("accuracy with the 784 pixels", data, training, measured);
        if (CodeSize is var size && size < training[0].Length)
        {
            var components = new PrincipalComponents(training, size);
            yield return Figure(
                $"accuracy with {size} principal components", data, components.Project(training), components.Project(measured));
        }
    }

    /// <summary>Makes the classifier for the columns <c>Features</c> and <c>Label</c>; the same for codes and baselines.</summary>
    protected abstract IEstimator<ITransformer> CreateClassifier(MLContext mlContext);

    /// <summary>What all features are multiplied by before the classifier gets them; the same number for all.</summary>
    protected virtual float Scale(float[][] training) => 1;

    private QualityFigure Figure(string what, QualityData data, float[][] training, float[][] measured)
    {
        var scale = Scale(training);
        return new(
            what,
            new ClassifierAccuracy(CreateClassifier).Measure(data, Scaled(training, scale), Scaled(measured, scale)).ToString("0.0000"));
    }

    private static float[][] Scaled(float[][] rows, float scale) =>
        scale == 1 ? rows : Array.ConvertAll(rows, row => Array.ConvertAll(row, value => value * scale));
}
