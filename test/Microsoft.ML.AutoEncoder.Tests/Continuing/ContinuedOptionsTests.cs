using Microsoft.ML.AutoEncoder.Tests.Variants;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Continuing;

/// <summary>What does not fit the model that training goes on from is refused by name, before anything is read.</summary>
public sealed class ContinuedOptionsTests
{
    private readonly IDataView _data = ContinuedTraining.Data(20);

    public static TheoryData<Action<AutoEncoderEstimator.Options>, string> Contradictions => new()
    {
        { options => options.CodeSize = 4, "CodeSize is 4, but the model has 3." },
        { options => options.HiddenLayerSizes = [8], "HiddenLayerSizes is 8, but the model has 8, 5." },
        { options => options.HiddenLayerSizes = [], "HiddenLayerSizes is none, but the model has 8, 5." },
        { options => options.DecoderLayerSizes = [8, 5], "DecoderLayerSizes is 8, 5, but the model has 5, 8." },
        { options => options.Activation = Activation.ReLU, "Activation is ReLU, but the model has LeakyReLU(0.2)." },
        { options => options.CodeActivation = Activation.Tanh, "CodeActivation is Tanh, but the model has Identity." },
        { options => options.OutputActivation = Activation.Identity, "OutputActivation is Identity, but the model has Sigmoid." },
        { options => options.TiedWeights = true, "TiedWeights is true, but the model was trained with false." },
        { options => options.BatchNormalization = true, "BatchNormalization is true, but it is part of the model's weights" },
        {
            options => (options.Regularizers, options.CodeActivation) = ([AutoEncoderRegularizer.Variational()], Activation.Identity),
            "Regularizers is Variational(beta: 1, warmUpEpochs: 0), but the model has no layer for the variances"
        },
        { options => options.InputScaling = InputScaling.PerSlot, "InputScaling is PerSlot, but " },
        {
            options => (options.CodeSize, options.HiddenLayerSizes) = (2, [4]),
            "HiddenLayerSizes is 4, but the model has 8, 5. CodeSize is 2, but the model has 3."
        },
    };

    [Theory]
    [MemberData(nameof(Contradictions), DisableDiscoveryEnumeration = true)]
    public void Contradiction_to_the_model_is_named(Action<AutoEncoderEstimator.Options> choose, string message)
    {
        foreach (var keeps in new[] { false, true })
        {
            var model = ContinuedTraining.Fit(_data, options => options.KeepTrainingState = keeps, epochs: 1);

            var exception = Assert.Throws<ArgumentOutOfRangeException>(() => ContinuedTraining.GoOn(_data, model, choose));

            Assert.StartsWith($"Training cannot go on from this model. {message}", exception.Message, StringComparison.Ordinal);
            Assert.Contains("Leave the option null, or train a new model.", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("tied weights", "TiedWeights is false, but the model was trained with true.")]
    [InlineData("batch normalisation", "BatchNormalization is false, but the state that the model keeps has it.")]
    [InlineData("variational", "Regularizers is none, but the state that the model keeps is that of a variational autoencoder.")]
    public void Contradiction_to_the_state_is_named(string variant, string message)
    {
        var model = ContinuedTraining.Fit(_data, options => Variant.Choose(variant, options), epochs: 1);

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => ContinuedTraining.GoOn(_data, model, options =>
        {
            options.TiedWeights = variant == "tied weights" ? false : null;
            options.BatchNormalization = variant == "batch normalisation" ? false : null;
            options.Regularizers = variant == "variational" ? [] : null;
        }));

        Assert.StartsWith($"Training cannot go on from this model. {message}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_state_tied_weights_may_come_apart_and_a_variational_model_become_plain()
    {
        var tied = Lean("tied weights");
        var variational = Lean("variational");

        Assert.Equal("false", ContinuedTraining.GoOn(_data, tied, options => options.TiedWeights = false).TrainingOptions["TiedWeights"]);
        Assert.Equal("true", ContinuedTraining.GoOn(_data, tied).TrainingOptions["TiedWeights"]);
        var plain = ContinuedTraining.GoOn(_data, variational, options => options.Regularizers = []);
        Assert.False(plain.Network.Shape.HasStandardNormalPrior);

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => ContinuedTraining.GoOn(_data, variational));
        Assert.Contains("Regularizers is none, but the model is variational", exception.Message, StringComparison.Ordinal);

        AutoEncoderTransformer Lean(string variant) => ContinuedTraining.Fit(_data, options =>
        {
            Variant.Choose(variant, options);
            options.KeepTrainingState = false;
        });
    }

    [Fact]
    public void The_loss_must_suit_the_activation_of_the_model()
    {
        var model = ContinuedTraining.Fit(_data, options => options.OutputActivation = Activation.Identity, epochs: 1);

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() =>
            ContinuedTraining.GoOn(_data, model, options => options.Loss = ReconstructionLoss.BinaryCrossEntropy));

        Assert.StartsWith("Loss is BinaryCrossEntropy, but", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_options_may_change()
    {
        var model = ContinuedTraining.Fit(_data, epochs: 1);

        var continued = ContinuedTraining.GoOn(_data, model, options =>
        {
            (options.LearningRate, options.BatchSize, options.Dropout, options.WeightDecay) = (0.1f, 4, 0.5f, 0.1f);
            (options.Loss, options.Regularizers) = (ReconstructionLoss.Huber(), [AutoEncoderRegularizer.TopKSparsity(2)]);
            (options.Seed, options.NumberOfThreads, options.EarlyStopping) = (9, 1, new EarlyStopping());
            options.ValidationFraction = 0.2f;
        });

        Assert.Equal(2, continued.Network.Shape.ActiveCodeUnits);
        Assert.Equal("Huber(delta: 1)", continued.TrainingOptions["Loss"]);
    }

    [Fact]
    public void Noise_by_default_stays()
    {
        var data = ContinuedTraining.Data(20, 400);
        var model = ContinuedTraining.Fit(data, epochs: 1);
        var noise = model.TrainingOptions["Regularizers"];

        Assert.StartsWith("Denoising(", noise, StringComparison.Ordinal);
        Assert.Equal(noise, ContinuedTraining.GoOn(data, model).TrainingOptions["Regularizers"]);
        Assert.Equal("none", ContinuedTraining.GoOn(data, model, options => options.Regularizers = []).TrainingOptions["Regularizers"]);
    }

    [Fact]
    public void The_goal_of_generation_needs_variances()
    {
        var model = ContinuedTraining.Fit(_data, options => options.CodeActivation = Activation.Identity, epochs: 1);

        var exception = Assert.Throws<ArgumentOutOfRangeException>(() =>
            ContinuedTraining.GoOn(_data, model, options => (options.Goal, options.CodeActivation) = (AutoEncoderGoal.Generation, null)));

        Assert.Contains("the model has no layer for the variances", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dense_model_of_images_stays_one()
    {
        var image = new ImageShape(2, 3);
        var model = ContinuedTraining.Fit(_data, Choose, epochs: 1);

        Assert.All(model.Network.Shape.Layers, layer => Assert.IsType<DenseLayer>(layer));
        Assert.Equal(model.Network.Shape, ContinuedTraining.GoOn(_data, model, Choose).Network.Shape);
        Assert.Equal(model.Network.Shape, ContinuedTraining.GoOn(_data, model, options => options.ImageShape = image).Network.Shape);
        Refused(options => options.ImageShape = new ImageShape(3, 2), "ImageShape is 3×2×1 Planar");
        Refused(
            options => (options.ImageShape, options.EncoderLayers) = (image, [ImageLayer.Convolution(2)]), "ImageShape is 2×3×1 Planar");

        void Choose(AutoEncoderEstimator.Options options) => (options.ImageShape, options.EncoderLayers) = (image, []);

        void Refused(Action<AutoEncoderEstimator.Options> choose, string message)
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>(() => ContinuedTraining.GoOn(_data, model, choose));
            Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Rows_of_another_width_and_missing_values_are_refused()
    {
        var model = ContinuedTraining.Fit(_data, epochs: 1);
        float[][] rows = VectorData.Learnable(10, ContinuedTraining.InputSize);
        rows[3][2] = float.NaN;

        var width = Assert.Throws<ArgumentOutOfRangeException>(() => ContinuedTraining.GoOn(ContinuedTraining.Data(20, 7), model));
        var missing = Assert.Throws<InvalidOperationException>(() =>
            ContinuedTraining.GoOn(VectorData.Create(new MLContext(), rows), model));

        Assert.Contains("expected Vector<Single, 6>, got Vector<Single, 7>", width.Message, StringComparison.Ordinal);
        Assert.Contains("has the value NaN in row 3, slot 2", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encoder_alone_is_refused()
    {
        var shape = NetworkShape.OfDenseLayers(ContinuedTraining.InputSize, [(3, Activation.Identity)], []);
        using var encoder = new AutoEncoderTransformer(
            new MLContext(),
            new AutoEncoderColumns("Features", [new CodeColumn("Encoded")]),
            new AutoEncoderNetwork(shape, new float[shape.ParameterCount]),
            TrainingRecord.None);

        var exception = Assert.Throws<InvalidOperationException>(() => ContinuedTraining.GoOn(_data, encoder));

        Assert.StartsWith("Training cannot go on from this model: it is an encoder alone", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_of_a_detector_and_of_another_trainer_are_told_apart()
    {
        var trainer = new MLContext(1).AnomalyDetection.Trainers.AutoEncoder(TinyAnomalyDetector.Options());

        Assert.ThrowsAny<ArgumentException>(() => trainer.Fit(_data, (AutoEncoderAnomalyModelParameters)null!));
        Assert.ThrowsAny<ArgumentException>(() => ContinuedTraining.GoOn(_data, null!));
    }
}
