using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Probe;

/// <summary>Tries to train, and prints the error of each of two attempts on a line of its own.</summary>
internal static class TrainCommand
{
    internal static void Run()
    {
        var mlContext = new MLContext(1);
        var estimator = mlContext.Transforms.AutoEncoder(nameof(Row.Features));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                estimator.Fit(mlContext.Data.LoadFromEnumerable([new Row()]));
            }
            catch (InvalidOperationException exception)
            {
                Console.WriteLine($"Error: {exception.Message}");
            }
        }
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features = [0.1f, 0.9f];
    }
}
