using System.CommandLine;
using Benchmarks.Quality;
using Benchmarks.Quality.Measures;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Mnist;
using Samples.Pictures;

namespace Benchmarks.Variants;

/// <summary>Draws the pictures of docs/variants.md.</summary>
internal static class VariantsCommand
{
    private const int ImagesPerRow = 10;
    private const int FilterRows = 3;
    private const int NoiseSeed = 2;

    internal static Command Create()
    {
        var command = new Command(
            "variants",
            "Trains a small autoencoder of each kind on MNIST and draws the pictures of docs/variants.md. Takes a few minutes.");
        command.SetAction(_ => Run());
        return command;
    }

    private static void Run()
    {
        var mnist = MnistDataset.Load(report: Console.WriteLine);
        foreach (var variant in PicturedVariant.All)
        {
            var mlContext = new MLContext(1);
            using var model = mlContext.Transforms.AutoEncoder(variant.CreateOptions()).Fit(mlContext.Data.LoadFromEnumerable(mnist.Train));
            var picture = new ImageGrid(string.Empty, pixelSize: 2);
            foreach (var (label, images) in Rows(variant, model, mnist.Test))
            {
                picture.AddRow(label, images);
            }

            picture.Save(Path.Combine(RepositoryFolder.Pictures, $"variant-{variant.Name}.png"));
            Console.WriteLine($"{variant.Name}: reconstruction loss {model.TrainingHistory[^1].ReconstructionLoss:0.0000}");
        }
    }

    private static IEnumerable<(string Label, float[][] Images)> Rows(
        PicturedVariant variant, AutoEncoderTransformer model, MnistImages test)
    {
        float[][] images = [.. test.Take(ImagesPerRow).Select(image => image.Features)];
        yield return ("test image", images);
        if (variant.IsDenoising)
        {
            images = GaussianNoise.Add(images, PicturedVariant.NoiseDeviation, NoiseSeed);
            yield return ("with noise", images);
        }

        yield return ("reconstruction", Reconstructions.Of(model, images));
        var filters = Filters.Of(model, FilterRows * ImagesPerRow);
        for (var row = 0; row < FilterRows; row++)
        {
            yield return (row == 0 ? "filters" : "", filters[(row * ImagesPerRow)..((row + 1) * ImagesPerRow)]);
        }
    }
}
