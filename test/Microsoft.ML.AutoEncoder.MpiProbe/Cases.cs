namespace Microsoft.ML.AutoEncoder.MpiProbe;

/// <summary>What is trained in a group and in one process.</summary>
internal static class Cases
{
    internal const string Detector = "detector";

    internal static AutoEncoderEstimator.Options Options(TrainingGroup? group) => new()
    {
        InputColumnName = "Features",
        OutputColumnName = "Encoded",
        HiddenLayerSizes = [16, 9],
        CodeSize = 4,
        NumberOfEpochs = 3,
        BatchSize = 32,
        NumberOfThreads = 1,
        LearningRate = 0.01f,
        Seed = 5,
        TrainingGroup = group,
    };

    internal static AutoEncoderEstimator.Options Choose(string name, TrainingGroup? group)
    {
        var options = Options(group);
        switch (name)
        {
            case "plain":
                break;
            case Detector:
                // Its columns are those of the detector.
                (options.InputColumnName, options.OutputColumnName) = (null, null);
                break;
            case "kl-sparse":
                (options.Regularizers, options.CodeActivation) = ([AutoEncoderRegularizer.KlSparsity(0.1f, 0.05f)], Activation.Sigmoid);
                break;
            case "variational":
                (options.Regularizers, options.CodeActivation) = ([AutoEncoderRegularizer.Variational(0.1f)], Activation.Identity);
                break;
            case "batch-normalised":
                options.BatchNormalization = true;
                break;
            case "weighted":
                options.ExampleWeightColumnName = "Weight";
                break;
            case "clipped":
                options.GradientClipNorm = 0.01f;
                break;
            case "streamed":
                options.MemoryBudgetInBytes = 4_000;
                break;
            case "wide-step":
                options.BatchSize = 300;
                break;
            case "stopped":
                (options.EarlyStopping, options.ValidationFraction, options.NumberOfEpochs) = (new EarlyStopping(1), 0.2f, 20);
                break;
            default:
                throw new ArgumentException($"There is no case '{name}'.");
        }

        return options;
    }
}
