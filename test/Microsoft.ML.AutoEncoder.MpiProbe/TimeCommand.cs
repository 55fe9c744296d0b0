using System.Globalization;

namespace Microsoft.ML.AutoEncoder.MpiProbe;

/// <summary>Times the steps of the reference network, and prints the median time of a step over the epochs but the first.</summary>
internal static class TimeCommand
{
    private const int InputSize = 784;
    private const int Epochs = 6;

    internal static void Run(string groupName, int threads, int rowsPerStep, int steps)
    {
        var group = groupName == "alone" ? null : TrainCommand.GroupOf(groupName);
        var mlContext = new MLContext(1);
        var times = new List<double>();
        var model = mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            InputColumnName = "Features",
            OutputColumnName = "Encoded",
            HiddenLayerSizes = [256, 128],
            CodeSize = 64,
            NumberOfEpochs = Epochs,
            BatchSize = rowsPerStep,
            NumberOfThreads = threads,
            LearningRate = 1e-3f,
            Seed = 1,
            TrainingGroup = group,
        }).Fit(Rows.Create(mlContext, rowsPerStep * steps, InputSize));
        if ((group?.Rank ?? 0) == 0)
        {
            var history = model.TrainingHistory;
            times.AddRange(history.Skip(1).Select(epoch => 1e3 * epoch.RowsPerStep(rowsPerStep * (group?.Size ?? 1))));
            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {times[times.Count / 2]:0.0000} ms"));
        }
    }

    private static double RowsPerStep(this EpochMetrics epoch, int rows) => rows / epoch.RowsPerSecond;
}
