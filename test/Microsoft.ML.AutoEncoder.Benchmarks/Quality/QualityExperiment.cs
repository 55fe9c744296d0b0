using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Mnist;

namespace Benchmarks.Quality;

/// <summary>One thing that an autoencoder is good for: trains one with fixed settings and seeds, and measures how good it is, and how good
/// simpler means are.</summary>
internal abstract class QualityExperiment(string name, string title)
{
    private const int Seed = 1;

    /// <summary>Another number of threads adds up in another order, which changes the last digits; and batch normalisation takes the rows
    /// that a thread has. With one, as many experiments
    /// can run beside each other as there are processors.</summary>
    protected const int NumberOfThreads = 1;

    /// <summary>What the user types.</summary>
    internal string Name { get; } = name;

    /// <summary>The experiment in a few words.</summary>
    internal string Title { get; } = title;

    /// <summary>What the figures are, in a sentence or two.</summary>
    internal abstract string Explanation { get; }

    /// <summary>The picture that the experiment draws besides, a file in the folder of pictures; null for none.</summary>
    internal virtual string? Picture => null;

    /// <summary>The settings of the autoencoder.</summary>
    internal AutoEncoderEstimator.Options CreateOptions()
    {
        var options = new AutoEncoderEstimator.Options
        {
            InputColumnName = nameof(MnistImage.Features),
            OutputColumnName = "Code",
            Seed = Seed,
            NumberOfThreads = NumberOfThreads,
        };
        Configure(options);
        return options;
    }

    /// <param name="data">The images.</param>
    /// <param name="report">Receives a line whenever there is something to tell.</param>
    /// <param name="picturePath">Where <see cref="Picture"/> goes; null if it is not wanted.</param>
    /// <param name="withBaselines">Whether the simpler means are measured, too.</param>
    internal QualityResult Run(QualityData data, Action<string> report, string? picturePath, bool withBaselines)
    {
        var total = Stopwatch.StartNew();
        var processorTimeBefore = Process.GetCurrentProcess().TotalProcessorTime;
        using var model = Train(data, report);
        var trainingTime = total.Elapsed;
        var processorTime = Process.GetCurrentProcess().TotalProcessorTime - processorTimeBefore;

        List<QualityFigure> figures = [];
        foreach (var figure in Measure(model, data).Concat(withBaselines ? MeasureBaselines(data) : []))
        {
            report($"{figure.What}: {figure.Value}");
            figures.Add(figure);
        }

        if (picturePath is not null)
        {
            Draw(model, data, picturePath);
        }

        return new QualityResult(figures, trainingTime, processorTime, total.Elapsed);
    }

    /// <summary>The number of values of the code.</summary>
    protected int CodeSize => DefaultOptions.OfEstimator.Fill(CreateOptions(), data: null).CodeSize!.Value;

    protected abstract void Configure(AutoEncoderEstimator.Options options);

    protected abstract IEnumerable<QualityFigure> Measure(AutoEncoderTransformer model, QualityData data);

    protected abstract IEnumerable<QualityFigure> MeasureBaselines(QualityData data);

    protected virtual void Draw(AutoEncoderTransformer model, QualityData data, string path)
    {
    }

    private AutoEncoderTransformer Train(QualityData data, Action<string> report)
    {
        var mlContext = new MLContext(Seed);
        var options = CreateOptions();
        options.ProgressCallback = epoch =>
            report($"epoch {epoch.Epoch}: loss {epoch.Loss:0.00000}, {epoch.Elapsed.TotalSeconds:0} s");
        return mlContext.Transforms.AutoEncoder(options).Fit(mlContext.Data.LoadFromEnumerable(data.Training));
    }
}
