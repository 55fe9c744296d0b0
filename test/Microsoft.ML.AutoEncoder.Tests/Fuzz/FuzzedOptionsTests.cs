using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Fuzz;

/// <summary>Options and values that are extreme at random: a clear error, or a model that is saved and loaded with the same bits.</summary>
public sealed class FuzzedOptionsTests
{
    private static readonly float[] Scales = [1f, 1e-40f, 1e-20f, 1e6f, 1e19f, 1e30f];
    private static readonly float[] LearningRates = [1e-40f, 1e-3f, 1f, 1e3f, 1e20f, 1e38f];
    private static readonly Activation[] Activations =
        [Activation.Identity, Activation.ReLU, Activation.LeakyReLU(), Activation.ELU(),
        Activation.GELU, Activation.Tanh, Activation.Sigmoid];

    private static readonly ReconstructionLoss[] Losses =
        [ReconstructionLoss.MeanSquaredError, ReconstructionLoss.MeanAbsoluteError,
        ReconstructionLoss.Huber(), ReconstructionLoss.BinaryCrossEntropy];

    [Fact]
    public void Training_gives_a_model_that_can_be_used_or_says_why_not()
    {
        foreach (var (name, random) in FuzzCases.Take(40))
        {
            AutoEncoderTransformer? model = null;
            var data = Rows(random);
            var exception = Record.Exception(() => model = new MLContext(1).Transforms.AutoEncoder(Options(random)).Fit(data));

            if (exception is null)
            {
                Assert.True(Array.TrueForAll(model!.Network.Parameters, float.IsFinite), $"{name}: some parameters are not finite.");
                var loaded = Assert.IsType<AutoEncoderTransformer>(TinyAutoEncoder.SaveAndLoad(model, data.Schema));
                Assert.Equal(model.Network.Parameters, loaded.Network.Parameters);
            }
            else
            {
                Assert.True(exception is ArgumentOutOfRangeException or InvalidOperationException, $"{name}: {exception}");
            }
        }
    }

    [Fact]
    public void A_detector_can_be_used_or_says_why_not()
    {
        foreach (var (name, random) in FuzzCases.Take(20))
        {
            var data = Rows(random);
            var options = new AutoEncoderAnomalyTrainer.Options { AutoEncoder = Options(random) };
            options.AutoEncoder.OutputColumnName = null;
            options.Measures = random.Next(3) == 0 ? null : (AnomalyMeasures)random.Next(1, 16);
            ITransformer? model = null;
            var exception = Record.Exception(() => model = new MLContext(1).AnomalyDetection.Trainers.AutoEncoder(options).Fit(data));

            if (exception is null)
            {
                TinyAutoEncoder.SaveAndLoad(model!, data.Schema);
            }
            else
            {
                Assert.True(exception is ArgumentOutOfRangeException or InvalidOperationException, $"{name}: {exception}");
            }
        }
    }

    private static IDataView Rows(Random random)
    {
        var scale = Scales[random.Next(Scales.Length)];
        var rows = VectorData.Learnable(random.Next(1, 20), random.Next(1, 6));
        foreach (var row in rows)
        {
            for (var slot = 0; slot < row.Length; slot++)
            {
                row[slot] *= scale;
            }
        }

        return VectorData.Create(new MLContext(1), rows);
    }

    private static AutoEncoderEstimator.Options Options(Random random) => new()
    {
        OutputColumnName = "Features",
        HiddenLayerSizes = [.. Enumerable.Range(0, random.Next(3)).Select(_ => random.Next(1, 9))],
        CodeSize = random.Next(1, 4),
        NumberOfEpochs = random.Next(1, 4),
        BatchSize = random.Next(2) == 0 ? 4 : int.MaxValue,
        LearningRate = LearningRates[random.Next(LearningRates.Length)],
        Activation = Activations[random.Next(Activations.Length)],
        CodeActivation = Activations[random.Next(Activations.Length)],
        OutputActivation = Activations[random.Next(Activations.Length)],
        Loss = Losses[random.Next(Losses.Length)],
        BatchNormalization = random.Next(2) == 0,
        TiedWeights = random.Next(2) == 0,
        WeightDecay = random.Next(4) == 0 ? 1e20f : 0,
        Seed = random.Next(),
    };
}
