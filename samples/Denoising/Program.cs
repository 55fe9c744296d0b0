using Denoising;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Mnist;
using Samples;
using Samples.CommandLine;
using Samples.Display;
using Samples.Pictures;

const string pictureFile = "denoising.png";
const int shownImages = 10;
var options = new SampleOptions("denoising", epochs: 8);

return await SampleCommand.RunAsync(
    args,
    "Trains one denoising autoencoder on MNIST for each of three kinds of noise, and cleans test images with it.",
    [options.Data, options.Output, options.Epochs, options.Seed],
    (parsed, console, cancellationToken) =>
    {
        var output = OutputFolder.Create(parsed.GetRequiredValue(options.Output)!);
        var (mnist, _) = console.Run(
            "Getting MNIST", () => MnistDataset.Load(parsed.GetValue(options.Data), console.WriteDetail, cancellationToken));
        var mlContext = new MLContext();
        var training = mlContext.Data.LoadFromEnumerable(mnist.Train);
        var (epochs, seed) = (parsed.GetValue(options.Epochs), parsed.GetValue(options.Seed));

        var cleanings = new List<Cleaning>();
        foreach (var noise in Noise.Kinds)
        {
            var (autoEncoder, _) =
                console.Run($"Training against: {noise.Name}", () => mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
                {
                    InputColumnName = nameof(MnistImage.Features),
                    OutputColumnName = "Code",
                    Regularizers = [AutoEncoderRegularizer.Denoising(noise.Corruption)],
                    NumberOfEpochs = epochs,
                    Seed = seed,
                    ProgressCallback = TrainingDisplay.Create(console, epochs),
                    CancellationToken = cancellationToken,
                }).Fit(training));
            cleanings.Add(new Cleaning(noise, autoEncoder, mnist.Test, seed));
        }

        var picture = new ImageGrid("Test images with noise, what the autoencoder makes of them, and what they were");
        foreach (var cleaning in cleanings)
        {
            picture.AddSection(cleaning.Noise.Name)
                .AddRow("noisy", cleaning.Noisy[..shownImages])
                .AddRow("cleaned", cleaning.Cleaned[..shownImages])
                .AddRow("original", cleaning.Original[..shownImages]);
        }

        picture.Save(output.PathOf(pictureFile));
        console.WriteLine($"On {mnist.Test.Count:N0} test images, which training has not seen:");
        console.Write(CleaningTable.Create(cleanings));
        console.WriteLine($"Written to {output.Path}: {pictureFile}");
        return true;
    });
