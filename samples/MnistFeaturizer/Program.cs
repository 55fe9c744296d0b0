using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Mnist;
using MnistFeaturizer;
using MnistFeaturizer.CommandLine;
using MnistFeaturizer.Pictures;
using Samples;
using Samples.Display;

return await FeaturizerCommand.RunAsync(args, Compare);

static bool Compare(JobSettings settings, JobConsole console, CancellationToken cancellationToken)
{
    var output = OutputFolder.Create(settings.OutputDirectory);
    var (mnist, _) = console.Run("Getting MNIST", () => MnistDataset.Load(settings.DataDirectory, console.WriteDetail, cancellationToken));
    var trainImages = mnist.Train.Take(settings.TrainingRows);

    var mlContext = new MLContext(settings.Seed);
    var experiment = new Experiment(mlContext, settings, trainImages, mnist.Test, console);

    // The reference network: 784-256-128-64 and back; or convolutions.
    const int size = 64;
    var code = experiment.Run($"{size}-d code", mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
    {
        InputColumnName = Experiment.PixelColumn,
        OutputColumnName = Experiment.FeatureColumn,
        CodeSize = size,
        ImageShape = settings.Network == Network.Convolutional ? new ImageShape(MnistImage.Side, MnistImage.Side) : null,
        NumberOfEpochs = settings.NumberOfEpochs,
        Seed = settings.Seed,
        ProgressCallback = epoch => console.Advance(
            (double)epoch.Epoch / settings.ExpectedEpochs,
            $"epoch {epoch.Epoch,2} of {settings.ExpectedEpochs}: loss {epoch.ReconstructionLoss:0.000000} per pixel, " +
            $"{epoch.RowsPerSecond:N0} rows/s"),
        CancellationToken = cancellationToken,
    }));
    var components = experiment.Run(
        $"{size} principal components",
        mlContext.Transforms.ProjectToPrincipalComponents(
            Experiment.FeatureColumn, Experiment.PixelColumn, rank: size, seed: settings.Seed));
    var pixels = experiment.Run("raw pixels", mlContext.Transforms.CopyColumns(Experiment.FeatureColumn, Experiment.PixelColumn));

    const string modelFile = "model.zip";
    var (identical, _) = console.Run(
        $"Saving the pipeline with the {code.Name}, loading it in a new MLContext, comparing scores",
        () => ModelRoundTrip.CountIdenticalScores(mlContext, code, mnist.Test, output.PathOf(modelFile)));

    const string reconstructionFile = "reconstruct.png";
    const string lossFile = "loss.png";
    var autoEncoder = (AutoEncoderTransformer)code.Featurizer;
    var testLoss = ReconstructionError.Measure(autoEncoder, mnist.Test);
    ReconstructionPicture.Save(output.PathOf(reconstructionFile), autoEncoder, mnist.Test.Take(10));
    LossPlot.Save(output.PathOf(lossFile), autoEncoder.TrainingHistory, testLoss);

    console.WriteLine($"{settings.Classifier.Title} on {trainImages.Count:N0} training images, tested on {mnist.Test.Count:N0}:");
    console.Write(ResultTable.Create(pixels, components, code));
    console.WriteLine(
        $"Loaded pipeline: {identical:N0} of {mnist.Test.Count:N0} test images have the same scores as before saving, bit for bit.");
    console.WriteLine($"Autoencoder: mean squared error {testLoss:0.0000} per pixel on the test images.");
    console.WriteLine($"Written to {output.Path}: {modelFile}, {reconstructionFile}, {lossFile}");
    return identical == mnist.Test.Count;
}
