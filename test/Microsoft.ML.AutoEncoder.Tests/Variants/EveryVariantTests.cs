using TorchSharp;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>What holds for the plain autoencoder holds for every variant.</summary>
[Collection(nameof(CountsTensors))]
public sealed class EveryVariantTests : IDisposable
{
    private const int InputSize = 6;

    private readonly MLContext _mlContext = new(1);
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Names => Variant.Names;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Same_seed_gives_the_same_bits(string variant)
    {
        var model = Fit(variant);

        Assert.Equal(model.Network.Parameters, Fit(variant).Network.Parameters);
        Assert.NotEqual(model.Network.Parameters, Fit(variant, options => options.Seed = 2).Network.Parameters);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Interrupted_training_ends_with_the_bits_of_an_uninterrupted_one(string variant)
    {
        var expected = Fit(variant);
        void Checkpoint(AutoEncoderEstimator.Options options) => options.CheckpointPath = _directory.File("checkpoint");

        Assert.Throws<TimeZoneNotFoundException>(() => Fit(variant, options =>
        {
            Checkpoint(options);
            options.ProgressCallback = metrics => { if (metrics.Epoch == 2) { throw new TimeZoneNotFoundException(); } };
        }));
        var resumed = Fit(variant, Checkpoint);

        Assert.Equal(expected.Network.Parameters, resumed.Network.Parameters);
        Assert.Equal(expected.TrainingHistory.Select(Losses), resumed.TrainingHistory.Select(Losses));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_of_Torch_is_left(string variant)
    {
        Assert.Equal(0, CountsTensors.LeftBy(() => Fit(variant)));
        Assert.Equal(0, CountsTensors.LeftBy(() =>
            Assert.Throws<TimeZoneNotFoundException>(
                () => Fit(variant, options => options.ProgressCallback = _ => throw new TimeZoneNotFoundException()))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Global_generator_is_left_as_found(string variant)
    {
        torch.random.manual_seed(17);
        using var expected = torch.get_rng_state();

        Fit(variant);

        using var state = torch.get_rng_state();
        Assert.Equal(expected.data<byte>().ToArray(), state.data<byte>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Saved_and_loaded_model_is_the_same(string variant)
    {
        var data = Data();
        var model = Fit(variant);

        var loaded = Assert.IsType<AutoEncoderTransformer>(TinyAutoEncoder.SaveAndLoad(model, data.Schema));

        Assert.Equal(ViewContent.Texts(model.Transform(data)), ViewContent.Texts(loaded.Transform(data)));
        Assert.Equal(model.TrainingHistory.Select(Losses), loaded.TrainingHistory.Select(Losses));
    }

    /// <summary>That of the fitted model in managed code, in which normalisation is folded, and in which there is neither noise nor dropout
    /// nor a sample.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Validation_loss_is_the_loss_of_the_fitted_model(string variant)
    {
        var rows = VectorData.Learnable(33, InputSize, seed: 9);
        var loss = Options(variant).Loss ?? ReconstructionLoss.MeanSquaredError;

        var model = Fit(variant, options => options.ValidationSet = VectorData.Create(_mlContext, rows));

        Assert.Equal(rows.Average(row => MeanLoss(loss, row, model)), model.TrainingHistory[^1].ValidationLoss!.Value, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    [Trait(Speed.Name, Speed.Slow)]
    public void Loss_falls_and_is_the_sum_of_its_reported_parts(string variant)
    {
        var options = Options(variant);
        var history = Fit(variant, options => options.NumberOfEpochs = 40).TrainingHistory;

        Assert.True(history[^1].ReconstructionLoss < history[0].ReconstructionLoss);
        Assert.Equal(
            [
                .. (options.Regularizers ?? []).Where(regularizer => regularizer.HasPenalty).Select(regularizer => regularizer.Name),
                .. options.LabelColumnName is null ? Array.Empty<string>() : ["Labels"],
                .. options.PseudoLabelWeight > 0 ? ["PseudoLabels"] : Array.Empty<string>(),
            ],
            history[^1].Penalties.Keys);
        Assert.All(history, epoch => Assert.Equal(epoch.ReconstructionLoss + epoch.Penalties.Values.Sum(), epoch.Loss));
        Assert.All(history[^1].Penalties.Values, penalty => Assert.True(penalty > 0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Noise_does_not_depend_on_the_number_of_threads(string variant)
    {
        if (Options(variant).BatchNormalization == true)
        {
            Assert.Skip("Statistics are those of a thread's rows.");
        }

        var one = Fit(variant, options => options.NumberOfThreads = 1);
        var three = Fit(variant, options => options.NumberOfThreads = 3);

        Assert.All(one.Network.Parameters.Zip(three.Network.Parameters), pair => Assert.Equal(pair.First, pair.Second, 2e-3f));
        Assert.Equal(one.TrainingHistory[0].Loss, three.TrainingHistory[0].Loss, 1e-5);
    }

    private static string Losses(EpochMetrics metrics) =>
        $"{metrics.ReconstructionLoss:R} {metrics.ValidationLoss:R} " +
        $"{string.Join(", ", metrics.Penalties.Select(penalty => $"{penalty.Key} {penalty.Value:R}"))}";

    private static double MeanLoss(ReconstructionLoss loss, float[] row, AutoEncoderTransformer model)
    {
        var reconstruction = new float[row.Length];
        model.Reconstruct(row, reconstruction);
        return row.Zip(reconstruction, (target, value) => loss switch
        {
            AutoEncoder.Training.BinaryCrossEntropy => -(target * Math.Log(value)) - ((1 - target) * Math.Log(1 - (double)value)),
            AutoEncoder.Training.MeanAbsoluteError => Math.Abs((double)target - value),
            AutoEncoder.Training.Huber { Delta: var delta } => Huber((double)target - value, delta),
            AutoEncoder.Training.MeanSquaredError => ((double)target - value) * (target - value),
            _ => throw new NotSupportedException($"What is the loss {loss}?"),
        }).Average();
    }

    private static double Huber(double difference, double delta) =>
        Math.Abs(difference) <= delta ? difference * difference / 2 : delta * (Math.Abs(difference) - (delta / 2));

    private static AutoEncoderEstimator.Options Options(string variant) => Variant.Choose(variant, new AutoEncoderEstimator.Options
    {
        OutputColumnName = "Encoded",
        InputColumnName = "Features",
        ReconstructionColumnName = "Reconstruction",
        HiddenLayerSizes = [8, 5],
        CodeSize = 3,
        BatchSize = 16,
        NumberOfEpochs = 3,
        NumberOfThreads = 2,
        LearningRate = 0.005f,
        Seed = 1,
    });

    private AutoEncoderTransformer Fit(string variant, Action<AutoEncoderEstimator.Options>? change = null)
    {
        var options = Options(variant);
        change?.Invoke(options);
        return _mlContext.Transforms.AutoEncoder(options).Fit(Data());
    }

    // The last batch of an epoch has a single row.
    private IDataView Data() =>
        VectorData.Create(_mlContext, VectorData.Learnable(65, InputSize), [.. Enumerable.Range(0, 65).Select(i => 0.5f + (i % 3))]);
}
