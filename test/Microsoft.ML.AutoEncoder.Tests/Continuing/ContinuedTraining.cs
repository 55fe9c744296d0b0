namespace Microsoft.ML.AutoEncoder.Tests.Continuing;

/// <summary>Trainings in two parts.</summary>
internal static class ContinuedTraining
{
    internal const int InputSize = 6;
    internal const int FirstEpochs = 2;
    internal const int AllEpochs = 5;

    /// <summary>A learning rate of its own stays constant, so that a part does not know how long the whole is.</summary>
    internal static AutoEncoderEstimator.Options Options(Action<AutoEncoderEstimator.Options>? choose = null)
    {
        var options = new AutoEncoderEstimator.Options
        {
            InputColumnName = "Features",
            OutputColumnName = "Encoded",
            HiddenLayerSizes = [8, 5],
            CodeSize = 3,
            BatchSize = 16,
            LearningRate = 0.003f,
            NumberOfEpochs = AllEpochs,
            NumberOfThreads = 2,
            KeepTrainingState = true,
            Seed = 1,
        };
        choose?.Invoke(options);
        return options;
    }

    internal static IDataView Data(int rowCount = 70, int size = InputSize, int seed = 1) => VectorData.Create(
        new MLContext(1),
        VectorData.Learnable(rowCount, size, seed),
        [.. Enumerable.Range(0, rowCount).Select(i => 0.5f + (i % 3))]);

    internal static AutoEncoderTransformer Fit(
        IDataView data, Action<AutoEncoderEstimator.Options>? choose = null, int epochs = AllEpochs) => Estimator(choose, epochs).Fit(data);

    internal static AutoEncoderTransformer GoOn(
        IDataView data,
        AutoEncoderTransformer model,
        Action<AutoEncoderEstimator.Options>? choose = null,
        int epochs = AllEpochs - FirstEpochs) => Estimator(choose, epochs).Fit(data, model);

    internal static AutoEncoderTransformer SaveAndLoad(AutoEncoderTransformer model, IDataView data) =>
        (AutoEncoderTransformer)TinyAutoEncoder.SaveAndLoad(model, data.Schema);

    /// <summary>What of the epochs does not depend on the time.</summary>
    internal static IEnumerable<(int, double, string, double?, float)> Losses(IReadOnlyList<EpochMetrics> history) =>
        history.Select(metrics => (
            metrics.Epoch,
            metrics.ReconstructionLoss,
            string.Join(' ', metrics.Penalties.Values),
            metrics.ValidationLoss,
            metrics.LearningRate));

    private static AutoEncoderEstimator Estimator(Action<AutoEncoderEstimator.Options>? choose, int epochs)
    {
        var options = Options(choose);
        options.NumberOfEpochs = epochs;
        return new MLContext(1).Transforms.AutoEncoder(options);
    }
}
