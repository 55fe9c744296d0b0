using System.Globalization;
using Microsoft.ML.AutoEncoder.Tests.Variants;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Continuing;

/// <summary>Training goes on from the weights of a model, whether its state was kept or not.</summary>
[Collection(nameof(CountsTensors))]
public sealed class ContinuedModelTests : IDisposable
{
    private const float NoLearning = 1e-12f;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("L1")]
    [InlineData("top-k")]
    [InlineData("tied weights")]
    [InlineData("dropout")]
    [InlineData("batch normalisation")]
    [InlineData("another decoder")]
    [InlineData("Huber")]
    public void Without_a_state_training_begins_with_what_the_model_computes(string variant)
    {
        var data = ContinuedTraining.Data();
        var model = ContinuedTraining.Fit(data, options =>
        {
            Variant.Choose(variant, options);
            // A code that is turned once more has other last bits.
            (options.KeepTrainingState, options.DecorrelateCode) = (false, false);
        });

        var continued = GoOnWithoutLearning(data, model);

        Assert.Equal(Reconstructions(model, data), Reconstructions(continued, data));
        Assert.Single(continued.TrainingHistory);
    }

    [Theory]
    [InlineData(InputScaling.PerSlot)]
    [InlineData(InputScaling.Overall)]
    public void A_model_goes_on_with_the_scale_of_its_own(InputScaling scaling)
    {
        var data = Table();
        var model = ContinuedTraining.Fit(data, options =>
            (options.InputScaling, options.KeepTrainingState, options.NumberOfEpochs) = (scaling, false, 20), epochs: 20);

        var same = GoOnWithoutLearning(data, ContinuedTraining.SaveAndLoad(model, data));

        // A fitted model has its scale folded into its weights, which rounds.
        var (expected, actual) = (Reconstructions(model, data), Reconstructions(same, data));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Math.Max(1e-3f, Math.Abs(pair.First) * 1e-4f)));
        Assert.Equal(scaling.ToString(), same.TrainingOptions["InputScaling"]);
        Assert.Equal(ScaledError(expected, data, model.Training.Scale!), same.TrainingHistory[0].ReconstructionLoss, 1e-5);
    }

    [Fact]
    public void Another_scale_of_the_input_changes_nothing_of_what_the_model_computes()
    {
        var data = Table();
        var model = ContinuedTraining.Fit(data, options =>
            (options.InputScaling, options.KeepTrainingState) = (InputScaling.PerSlot, false), epochs: 20);

        var continued = GoOnWithoutLearning(data, model, options => options.InputScaling = InputScaling.Overall);

        var (expected, actual) = (Reconstructions(model, data), Reconstructions(continued, data));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Math.Max(1e-3f, Math.Abs(pair.First) * 1e-4f)));
    }

    [Fact]
    public void A_network_that_was_trained_elsewhere_goes_on_with_activations_that_no_option_can_say()
    {
        var data = ContinuedTraining.Data(60, 4);
        var path = _directory.File("model.safetensors");
        ContinuedTraining.Fit(data, options => options.CodeActivation = Activation.Identity).SaveAsSafetensors(path);
        var imported = Import(
            [Activation.Tanh, Activation.SiLU, Activation.Identity], [Activation.ELU(), Activation.Tanh, Activation.Sigmoid]);

        var same = GoOnWithoutLearning(data, imported, options => (options.HiddenLayerSizes, options.CodeSize) = (null, null));
        var continued = ContinuedTraining.GoOn(data, imported, epochs: 10);

        Assert.Equal(Reconstructions(imported, data), Reconstructions(same, data));
        Assert.Equal(imported.Network.Shape, continued.Network.Shape);
        Assert.True(continued.TrainingHistory[^1].Loss < continued.TrainingHistory[0].Loss);
        Assert.Empty(imported.TrainingOptions);

        AutoEncoderTransformer Import(Activation[] encoder, Activation[] decoder) => new MLContext().Transforms
            .AutoEncoderFromSafetensors("Encoded", "Features", path, encoder, decoder)
            .Fit(data);
    }

    [Fact]
    public void A_model_trains_on_in_a_pipeline_under_another_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            var data = Table();
            CultureInfo.CurrentCulture = Culture(",");
            var expected = ContinuedTraining.Fit(data);
            var first = ContinuedTraining.Fit(data, epochs: ContinuedTraining.FirstEpochs);
            CultureInfo.CurrentCulture = Culture("٫");

            var continued = ContinuedTraining.GoOn(data, ContinuedTraining.SaveAndLoad(first, data));

            Assert.Equal(expected.Network.Parameters, continued.Network.Parameters);
            Assert.Equal(expected.TrainingOptions, continued.TrainingOptions);
            Assert.Equal("0.003", continued.TrainingOptions["LearningRate"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Trainings_that_go_on_at_once_from_one_model_leave_it_alone()
    {
        var data = ContinuedTraining.Data();
        var model = ContinuedTraining.Fit(data, epochs: ContinuedTraining.FirstEpochs);
        var weights = model.Network.Parameters;
        float[][] state = [.. model.Training.State!.Buffers.Select(buffer => buffer.Values.ToArray())];
        var expected = ContinuedTraining.Fit(data).Network.Parameters;

        var continued = ParallelRun.OnThreads(3, _ => ContinuedTraining.GoOn(data, model).Network.Parameters);

        Assert.All(continued, parameters => Assert.Equal(expected, parameters));
        Assert.Equal(weights, model.Network.Parameters);
        Assert.Equal(state, model.Training.State!.Buffers.Select(buffer => buffer.Values.ToArray()));
    }

    [Fact]
    public void Nothing_of_Torch_is_left()
    {
        var data = ContinuedTraining.Data();
        var kept = ContinuedTraining.Fit(data);
        var lean = ContinuedTraining.Fit(data, options => options.KeepTrainingState = false);

        Assert.Equal(0, CountsTensors.LeftBy(() => ContinuedTraining.GoOn(data, kept)));
        Assert.Equal(0, CountsTensors.LeftBy(() => ContinuedTraining.GoOn(data, lean)));
        Assert.Equal(0, CountsTensors.LeftBy(() => Assert.Throws<TimeZoneNotFoundException>(() =>
            ContinuedTraining.GoOn(data, kept, options => options.ProgressCallback = _ => throw new TimeZoneNotFoundException()))));
    }

    [Fact]
    public void Columns_are_those_of_the_options()
    {
        var data = ContinuedTraining.Data();
        var continued = ContinuedTraining.GoOn(data, ContinuedTraining.Fit(data), options =>
        {
            options.OutputColumnName = "Other";
            options.LayerColumns = [new LayerColumn("Wide", 1)];
        });

        var schema = continued.Transform(data).Schema;

        Assert.NotNull(schema.GetColumnOrNull("Wide"));
        Assert.NotNull(schema.GetColumnOrNull("Other"));
        Assert.Null(schema.GetColumnOrNull("Encoded"));
    }

    private static CultureInfo Culture(string decimalSeparator)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = decimalSeparator;
        culture.NumberFormat.NegativeSign = "minus";
        return culture;
    }

    private static AutoEncoderTransformer GoOnWithoutLearning(
        IDataView data, AutoEncoderTransformer model, Action<AutoEncoderEstimator.Options>? choose = null) =>
        ContinuedTraining.GoOn(
            data,
            model,
            options =>
            {
                (options.LearningRate, options.HiddenLayerSizes) = (NoLearning, null);
                choose?.Invoke(options);
            },
            epochs: 1);

    private static float[] Reconstructions(AutoEncoderTransformer model, IDataView data) =>
        [.. data.GetColumn<float[]>("Features").SelectMany(row =>
        {
            var reconstruction = new float[row.Length];
            model.Reconstruct(row, reconstruction);
            return reconstruction;
        })];

    private static double ScaledError(float[] reconstructions, IDataView data, InputScale scale)
    {
        float[] values = [.. data.GetColumn<float[]>("Features").SelectMany(row => row)];
        var units = scale.Units.ToArray();
        return values.Select((value, i) => Math.Pow((value - reconstructions[i]) / units[i % units.Length], 2)).Average();
    }

    /// <summary>Columns of the sizes of hundreds, far from 0.</summary>
    private static IDataView Table() => VectorData.Create(
        new MLContext(1),
        [.. VectorData.Learnable(70, ContinuedTraining.InputSize).Select(row => row.Select(value => 100 + (50 * value)).ToArray())]);
}
