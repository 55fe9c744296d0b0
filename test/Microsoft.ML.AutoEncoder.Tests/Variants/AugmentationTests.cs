using Xunit;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder.Tests.Variants;

/// <summary>What augmentation makes of rows is what the network has to give back, in training alone.</summary>
public sealed class AugmentationTests
{
    private const int Size = 10;

    [Fact]
    public void The_changed_row_is_the_target()
    {
        // Of a row that has lost everything, nothing is to be given back.
        using var model = Fit(VectorData.Learnable(200, Size), AutoEncoderRegularizer.Augmentation(Corruption.Masking(0.9999f)));

        Assert.True(model.TrainingHistory[^1].ReconstructionLoss < 0.01);
        Assert.All(Reconstruct(model, Ones()), value => Assert.InRange(value, 0, 0.2f));
    }

    [Fact]
    public void With_the_same_change_as_noise_the_row_itself_is_the_target()
    {
        using var model = Fit(VectorData.Learnable(200, Size), AutoEncoderRegularizer.Denoising(Corruption.Masking(0.9999f)));

        Assert.True(model.TrainingHistory[^1].ReconstructionLoss > 0.01);
    }

    [Fact]
    public void Validation_rows_are_not_changed()
    {
        var rows = VectorData.Learnable(200, Size);
        using var model = Fit(
            rows, AutoEncoderRegularizer.Augmentation(Corruption.Masking(0.9999f)), options => options.ValidationFraction = 0.2f);

        Assert.True(model.TrainingHistory[^1].ValidationLoss > 0.01);
    }

    [Fact]
    public void Rows_full_of_zeros_are_changed_in_all_slots()
    {
        // Noise that keeps zeros could pass over them; what is made of a row need not keep them.
        float[][] rows = [.. Enumerable.Range(0, 64).Select(row => Spike(64, row))];
        using var model = Fit(rows, AutoEncoderRegularizer.Augmentation(Corruption.SaltAndPepper(0.9999f)));

        // Half of the slots are 1 by chance, of which a code of four values says little; of the rows themselves hardly any are.
        Assert.InRange(model.TrainingHistory[^1].ReconstructionLoss, 0.15, 0.3);
    }

    private static float[] Spike(int size, int place) => [.. Enumerable.Range(0, size).Select(slot => slot == place ? 1f : 0f)];

    private static float[] Ones() => [.. Enumerable.Repeat(1f, Size)];

    private static float[] Reconstruct(AutoEncoderTransformer model, float[] row)
    {
        var reconstruction = new float[row.Length];
        model.Reconstruct(row, reconstruction);
        return reconstruction;
    }

    private static AutoEncoderTransformer Fit(float[][] rows, AutoEncoderRegularizer regularizer, Action<Options>? change = null)
    {
        var mlContext = new MLContext(1);
        var options = new Options
        {
            OutputColumnName = "Code",
            InputColumnName = "Features",
            CodeSize = 4,
            HiddenLayerSizes = [],
            OutputActivation = Activation.Sigmoid,
            Regularizers = [regularizer],
            NumberOfEpochs = 100,
            LearningRate = 0.01f,
        };
        change?.Invoke(options);
        return mlContext.Transforms.AutoEncoder(options).Fit(VectorData.Create(mlContext, rows));
    }
}
