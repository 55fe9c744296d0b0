using global::Mnist;
using Microsoft.ML.AutoEncoder.Training;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Mnist;

/// <summary>The reference network on a part of MNIST: floors that a network that has not learnt misses by far.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class MnistQualityTests : IClassFixture<MnistQualityTests.Fixture>
{
    // A network that gives the mean image has 0.0675 (all of MNIST), one that gives nothing 0.10.
    private const double ErrorFloor = 0.030;
    private const double AccuracyFloor = 0.85;

    private readonly Fixture _fixture;

    public MnistQualityTests(Fixture fixture) => _fixture = fixture;

    [Fact]
    public void Trained_network_reconstructs_images_that_it_has_not_seen() =>
        Assert.InRange(_fixture.Test.Average(image => Error(_fixture.Model.Network, image.Features)), 0, ErrorFloor);

    [Fact]
    public void Untrained_network_does_not()
    {
        var shape = _fixture.Model.Network.Shape;
        var parameters = new float[shape.ParameterCount];
        new ParameterLayout(shape, new NetworkArchitecture()).Initialize(parameters, new Random(1));
        var untrained = new AutoEncoderNetwork(shape, parameters);

        Assert.InRange(_fixture.Test.Average(image => Error(untrained, image.Features)), 2 * ErrorFloor, 1);
    }

    [Fact]
    public void Classifier_learns_digits_from_the_code()
    {
        var mlContext = _fixture.MlContext;
        var train = _fixture.Model.Transform(mlContext.Data.LoadFromEnumerable(_fixture.Train));
        var test = _fixture.Model.Transform(mlContext.Data.LoadFromEnumerable(_fixture.Test));
        var classifier = mlContext.Transforms.NormalizeMeanVariance("Encoded")
            .AppendCacheCheckpoint(mlContext)
            .Append(mlContext.MulticlassClassification.Trainers.LbfgsMaximumEntropy("Label", "Encoded"))
            .Fit(train);

        Assert.InRange(mlContext.MulticlassClassification.Evaluate(classifier.Transform(test)).MicroAccuracy, AccuracyFloor, 1);
    }

    private static double Error(AutoEncoderNetwork network, float[] pixels)
    {
        var reconstruction = new float[pixels.Length];
        network.Reconstruct(pixels, reconstruction);
        return pixels.Zip(reconstruction, (value, estimate) => ((double)value - estimate) * (value - estimate)).Average();
    }

    /// <summary>The model, trained once for all tests.</summary>
    public sealed class Fixture
    {
        public Fixture()
        {
            var mnist = MnistDataset.Load();
            Train = mnist.Train.Take(6_000);
            Test = mnist.Test.Take(1_000);
            Model = MlContext.Transforms.AutoEncoder("Encoded", "Features", numberOfEpochs: 20, seed: 1)
                .Fit(MlContext.Data.LoadFromEnumerable(Train));
        }

        internal MLContext MlContext { get; } = new(1);

        internal MnistImages Train { get; }

        internal MnistImages Test { get; }

        internal AutoEncoderTransformer Model { get; }
    }
}
