using System.Text.Json;
using System.Text.Json.Serialization;
using Xunit;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Tuning;

/// <summary>What <c>Parameter.AsType</c> of Microsoft.ML.SearchSpace does to options: it writes what was drawn as JSON, and reads options
/// from it.</summary>
public sealed class SweptOptionsTests
{
    [Fact]
    public void Values_survive_the_conversion_from_a_search_space()
    {
        var options = AsType<Options>(new Dictionary<string, object>
        {
            [nameof(Options.OutputColumnName)] = "Encoded",
            [nameof(Options.CodeSize)] = 12L,
            [nameof(Options.LearningRate)] = 0.00123,
            [nameof(Options.Dropout)] = 0.25f,
            [nameof(Options.TiedWeights)] = true,
            [nameof(Options.Goal)] = nameof(AutoEncoderGoal.Classification),
            [nameof(Options.WeightInitialization)] = nameof(WeightInitialization.GlorotUniform),
            [nameof(Options.HiddenLayerSizes)] = new[] { 32, 16 },
            [nameof(Options.Activation)] = nameof(Activation.GELU),
            [nameof(Options.Loss)] = nameof(ReconstructionLoss.MeanAbsoluteError),
        });

        Assert.Equal("Encoded", options.OutputColumnName);
        Assert.Equal(12, options.CodeSize);
        Assert.Equal(0.00123f, options.LearningRate);
        Assert.Equal(0.25f, options.Dropout);
        Assert.True(options.TiedWeights);
        Assert.Equal(AutoEncoderGoal.Classification, options.Goal);
        Assert.Equal(WeightInitialization.GlorotUniform, options.WeightInitialization);
        Assert.Equal([32, 16], options.HiddenLayerSizes!);
        Assert.Equal(Activation.GELU, options.Activation);
        Assert.Equal(ReconstructionLoss.MeanAbsoluteError, options.Loss);
        // What was not drawn has its default.
        Assert.Null(options.BatchSize);
        Assert.Empty(options.LayerColumns);
    }

    [Fact]
    public void Options_survive_the_way_there_and_back()
    {
        var options = TinyAutoEncoder.OptionsWithAllColumns();
        options.Activation = Activation.Tanh;
        options.InputScaling = InputScaling.PerSlot;
        options.MaximumTrainingTime = TimeSpan.FromMinutes(2);

        var again = AsType<Options>(options);

        Assert.All(OptionDescription.Of(typeof(Options)), option => Assert.Equal(option.Get(options), option.Get(again)));
    }

    [Theory]
    [InlineData("""{"CodeSiz":3}""", "There is no option 'CodeSiz'")]
    [InlineData("""{"Activation":"Relu"}""", "must be one of Identity, ReLU")]
    [InlineData("""{"Goal":"Everything"}""", "must be one of")]
    [InlineData("""{"Regularizers":[]}""", "cannot be given as JSON")]
    public void What_is_no_option_is_refused_by_name(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Options>(json)).Message);

    [Fact]
    public void What_has_no_word_is_not_lost_silently()
    {
        var options = TinyAutoEncoder.Options();
        options.Regularizers = [AutoEncoderRegularizer.L1Sparsity(0.1f)];

        Assert.Contains("Regularizers", Assert.Throws<JsonException>(() => JsonSerializer.Serialize(options)).Message);
    }

    [Fact]
    public void A_class_of_ones_own_and_a_factory_reach_everything_else()
    {
        var drawn = AsType<Swept>(new Dictionary<string, object> { [nameof(Swept.Sparsity)] = 0.125, [nameof(Swept.CodeSize)] = 4 });

        var options = drawn.ToOptions();

        Assert.Equal(4, options.CodeSize);
        Assert.Equal($"{AutoEncoderRegularizer.L1Sparsity(0.125f)}", $"{Assert.Single(options.Regularizers!)}");
    }

    private static T AsType<T>(object value)
    {
        var settings = new JsonSerializerOptions { WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        settings.Converters.Add(new JsonStringEnumConverter());
        return JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, settings), settings)!;
    }

    private sealed class Swept
    {
        public float Sparsity { get; set; }

        public int CodeSize { get; set; }

        internal Options ToOptions() => new()
        {
            OutputColumnName = "Encoded",
            CodeSize = CodeSize,
            Regularizers = [AutoEncoderRegularizer.L1Sparsity(Sparsity)],
        };
    }
}
