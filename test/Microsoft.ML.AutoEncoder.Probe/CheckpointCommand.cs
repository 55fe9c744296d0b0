using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Probe;

/// <summary>Trains with a checkpoint, prints the number of each epoch that ends, and saves the model.</summary>
internal static class CheckpointCommand
{
    private const int RowCount = 200;
    private const int RowSize = 6;

    /// <param name="checkpointPath">The checkpoint.</param>
    /// <param name="modelPath">Where the model goes.</param>
    /// <param name="numberOfEpochs">When training ends.</param>
    /// <param name="haltAfter">After how many epochs the process stands still and waits to be killed; null for never.</param>
    internal static void Run(string checkpointPath, string modelPath, int numberOfEpochs, int? haltAfter)
    {
        var epochs = 0;
        var mlContext = new MLContext(1);
        var data = mlContext.Data.LoadFromEnumerable(Rows());
        var model = mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            OutputColumnName = nameof(Row.Features),
            HiddenLayerSizes = [5],
            CodeSize = 2,
            BatchSize = 16,
            NumberOfEpochs = numberOfEpochs,
            NumberOfThreads = 2,
            Seed = 1,
            ValidationFraction = 0.2f,
            LearningRateSchedule = LearningRateSchedule.CosineWithWarmUp(2),
            CheckpointPath = checkpointPath,
            ProgressCallback = epoch =>
            {
                Console.WriteLine(epoch.Epoch);
                if (++epochs == haltAfter)
                {
                    Thread.Sleep(Timeout.Infinite);
                }
            },
        }).Fit(data);
        mlContext.Model.Save(model, data.Schema, modelPath);
    }

    private static IEnumerable<Row> Rows()
    {
        var random = new Random(1);
        for (var i = 0; i < RowCount; i++)
        {
            var cause = random.NextSingle();
            yield return new Row
            {
                Features = [.. Enumerable.Range(0, RowSize).Select(slot => 0.5f + (0.5f * MathF.Sin(slot + (6 * cause))))],
            };
        }
    }

    private sealed class Row
    {
        [VectorType(RowSize)]
        public float[] Features = [];
    }
}
