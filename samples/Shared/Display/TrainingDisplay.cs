using Microsoft.ML.AutoEncoder;

namespace Samples.Display;

/// <summary>Tells about a training while it goes on.</summary>
public static class TrainingDisplay
{
    /// <summary>What to set as the options' callback: at most about ten lines for a training, however many epochs it has.</summary>
    public static Action<EpochMetrics> Create(JobConsole console, int numberOfEpochs) => epoch =>
    {
        var fraction = (double)epoch.Epoch / numberOfEpochs;
        if (epoch.Epoch % Math.Max(1, numberOfEpochs / 10) != 0 && epoch.Epoch != numberOfEpochs)
        {
            console.Advance(fraction);
        }
        else
        {
            var penalties = string.Concat(epoch.Penalties.Select(penalty => $", {penalty.Key} {penalty.Value:0.0000}"));
            console.Advance(
                fraction,
                $"epoch {epoch.Epoch,3} of {numberOfEpochs}: loss {epoch.ReconstructionLoss:0.000000}{penalties}, " +
                $"{epoch.RowsPerSecond:N0} rows/s");
        }
    };
}
