using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Images;

/// <summary>Networks for images: which layers there are, what is refused, and what a fitted one does.</summary>
public sealed class ImageNetworkTests
{
    private readonly MLContext _mlContext = new(1);

    [Fact]
    public void Decoder_mirrors_the_encoder()
    {
        var shape = Fit(64, new ImageShape(8, 8), options => options.EncoderLayers =
            [ImageLayer.Convolution(4, stride: 2), ImageLayer.MaxPooling(), ImageLayer.Convolution(6, kernelSize: 1)]).Network.Shape;

        Assert.Equal(
            ["1×8×8", "4×4×4", "4×2×2", "6×2×2", "5"], shape.Encoder.Select(layer => layer.OutputShape.ToString()));
        Assert.Equal(
            ["24", "4×2×2", "4×4×4", "1×8×8", "64"], shape.Decoder.Select(layer => layer.OutputShape.ToString()));
        Assert.Equal(["Identity", "LeakyReLU(0.2)", "Identity", "LeakyReLU(0.2)", "Identity"], Activations(shape.Encoder));
        Assert.Equal(["LeakyReLU(0.2)", "LeakyReLU(0.2)", "Identity", "Identity", "Sigmoid"], Activations(shape.Decoder));
    }

    [Theory]
    [InlineData(5, "Convolution(16, 3, 1, 1)")]
    [InlineData(28, "Convolution(16, 3, 2, 1), Convolution(32, 3, 2, 1)")]
    [InlineData(64, "Convolution(16, 3, 2, 1), Convolution(32, 3, 2, 1), Convolution(64, 3, 2, 1)")]
    public void Layers_follow_from_the_size(int side, string expected) => Assert.Equal(
        expected, string.Join(", ", DefaultSizes.ImageLayers(new ImageShape(side, side + 3, 3)).AsEnumerable()));

    [Fact]
    public void Size_that_the_column_does_not_have_is_refused()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Fit(64, new ImageShape(8, 8, 3)));

        Assert.Contains("ImageShape is 8×8×3 Planar, which makes 192 values, but column 'Features' has 64", error.Message);
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused_by_name()
    {
        Refused(
            options => options.EncoderLayers = [ImageLayer.MaxPooling(9)],
            "MaxPooling(9, 9) cannot take images of 1×8×8 values");
        Refused(
            options => options.DecoderLayers = [ImageLayer.Convolution(2)], "The decoder's layers lead to images of 2×");
        Refused(
            options => (options.DecoderLayers, options.TiedWeights) = ([ImageLayer.Convolution(1)], true),
            "DecoderLayers is Convolution(1, 3, 1, 1), but must be null where TiedWeights is set");
        Refused(
            options => (options.ImageShape, options.EncoderLayers) = (null, [ImageLayer.Convolution(1)]),
            "EncoderLayers is Convolution(1, 3, 1, 1), but must be null where ImageShape is");
    }

    [Fact]
    public void Rows_are_scaled_pixel_by_pixel_and_reconstructed_in_their_units()
    {
        float[][] rows = [.. VectorData.Learnable(64, 16).Select(row => row.Select((value, i) => 100 + (value * (50 + i))).ToArray())];
        foreach (var order in Enum.GetValues<PixelOrder>())
        {
            var model = Fit(rows, new ImageShape(2, 4, 2, order), options =>
            {
                options.InputScaling = InputScaling.PerSlot;
                options.NumberOfEpochs = 60;
            });
            var (reconstruction, error, spread) = (new float[16], 0.0, 0.0);
            float[] means = [.. Enumerable.Range(0, 16).Select(i => rows.Average(row => row[i]))];
            foreach (var row in rows)
            {
                model.Reconstruct(row, reconstruction);
                error += row.Zip(reconstruction, (x, y) => Math.Pow(x - y, 2)).Sum();
                spread += row.Zip(means, (x, y) => Math.Pow(x - y, 2)).Sum();
            }

            Assert.True(error < 0.5 * spread, $"{order}: {error} of {spread}");
        }
    }

    [Fact]
    public void Interleaved_rows_give_the_codes_of_planar_ones()
    {
        var planar = VectorData.Learnable(40, 18);
        float[][] interleaved = [.. planar.Select(row => Enumerable.Range(0, 18).Select(i => row[(i % 3 * 6) + (i / 3)]).ToArray())];

        var first = Fit(planar, new ImageShape(2, 3, 3));
        var second = Fit(interleaved, new ImageShape(2, 3, 3, PixelOrder.Interleaved));

        var (code, other) = (new float[5], new float[5]);
        first.Network.Encoder.Forward(planar[3], code);
        second.Network.Encoder.Forward(interleaved[3], other);
        Assert.Equal(code, other);
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        var model = Fit(64, new ImageShape(8, 8), options => options.EncoderLayers =
            [ImageLayer.Convolution(4, stride: 2), ImageLayer.MaxPooling(), ImageLayer.AveragePooling(1)]);
        var (row, reconstruction) = (VectorData.Learnable(1, 64)[0], new float[64]);
        model.Network.Reconstruct(row, reconstruction);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            model.Network.Reconstruct(row, reconstruction);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Detector_finds_what_is_odd_in_images_and_gives_the_same_scores_when_loaded()
    {
        var options = new AutoEncoderAnomalyTrainer.Options();
        (options.AutoEncoder.ImageShape, options.AutoEncoder.Seed) = (new ImageShape(4, 4), 1);
        options.AutoEncoder.NumberOfEpochs = 30;
        var training = VectorData.Learnable(200, 16);
        var data = VectorData.Create(_mlContext, training);
        var detector = _mlContext.AnomalyDetection.Trainers.AutoEncoder(options).Fit(data);
        float[][] rows = [.. training[..20], .. training[..20].Select(row => row.Select((x, i) => i is 5 or 6 ? 1 - x : x).ToArray())];
        var scored = detector.Transform(VectorData.Create(_mlContext, rows));
        float[] scores = [.. scored.GetColumn<float>("Score")];

        using var file = new MemoryStream();
        _mlContext.Model.Save(detector, data.Schema, file);
        file.Position = 0;
        var loaded = _mlContext.Model.Load(file, out _);

        Assert.True(scores[20..].Average() > scores[..20].Average());
        Assert.Equal(scores, loaded.Transform(VectorData.Create(_mlContext, rows)).GetColumn<float>("Score"));
    }

    private static IEnumerable<string> Activations(IEnumerable<Layer> layers) => layers.Select(layer => layer.Activation.ToString());

    private void Refused(Action<AutoEncoderEstimator.Options> choose, string expected)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Fit(64, new ImageShape(8, 8), choose));

        Assert.Contains(expected, error.Message);
    }

    private AutoEncoderTransformer Fit(int size, ImageShape shape, Action<AutoEncoderEstimator.Options>? choose = null) =>
        Fit(VectorData.Learnable(40, size), shape, choose);

    private AutoEncoderTransformer Fit(float[][] rows, ImageShape shape, Action<AutoEncoderEstimator.Options>? choose = null)
    {
        var options = new AutoEncoderEstimator.Options
        {
            InputColumnName = "Features",
            OutputColumnName = "Code",
            ImageShape = shape,
            CodeSize = 5,
            CodeActivation = Activation.Identity,
            NumberOfEpochs = 2,
            BatchSize = 16,
            LearningRate = 0.01f,
            NumberOfThreads = 1,
            Seed = 1,
        };
        choose?.Invoke(options);
        return _mlContext.Transforms.AutoEncoder(options).Fit(VectorData.Create(_mlContext, rows));
    }
}
