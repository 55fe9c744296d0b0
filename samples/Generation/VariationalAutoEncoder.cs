using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Mnist;
using Samples.Display;

namespace Generation;

/// <summary>The variational autoencoders of this sample, which differ in the size of their code.</summary>
internal static class VariationalAutoEncoder
{
    internal static AutoEncoderTransformer Train(
        MnistImages images, int codeSize, int epochs, int seed, JobConsole console, CancellationToken cancellationToken)
    {
        var mlContext = new MLContext();
        var estimator = mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            InputColumnName = nameof(MnistImage.Features),
            OutputColumnName = "Code",
            CodeSize = codeSize,
            // The code is the mean of a normal distribution; with the cross-entropy the loss is the evidence lower bound.
            CodeActivation = Activation.Identity,
            Loss = ReconstructionLoss.BinaryCrossEntropy,
            Regularizers = [AutoEncoderRegularizer.Variational(warmUpEpochs: 1)],
            LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp(),
            NumberOfEpochs = epochs,
            Seed = seed,
            ProgressCallback = TrainingDisplay.Create(console, epochs),
            CancellationToken = cancellationToken,
        });
        var (model, _) = console.Run(
            $"Training a variational autoencoder with a code of {codeSize}", () =>
                estimator.Fit(mlContext.Data.LoadFromEnumerable(images)));
        return model;
    }
}
