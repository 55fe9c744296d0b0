using System.Globalization;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>A process that trains is killed without warning; the next one goes on from its checkpoint.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class KilledTrainingTests : IDisposable
{
    private const int NumberOfKills = 20;

    private const int MostEpochsBeforeKill = 8;

    // So far a process gets at the most, however late the kill comes on a busy machine, and so the last one has some left.
    private const int MostEpochsOfProcess = 2 * MostEpochsBeforeKill;

    private const int NumberOfEpochs = (NumberOfKills + 1) * MostEpochsOfProcess;

    private readonly TemporaryDirectory _directory = new();

    private string Checkpoint => _directory.File("training.checkpoint");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Training_that_is_killed_twenty_times_ends_with_the_weights_of_an_uninterrupted_one()
    {
        var random = new Random(1);
        var lastEpoch = 0;
        for (var kill = 0; kill < NumberOfKills; kill++)
        {
            var firstEpoch = RunAndKill(random.Next(1, MostEpochsBeforeKill), TimeSpan.FromMilliseconds(4 * random.NextDouble()));
            Assert.True(
                firstEpoch > lastEpoch,
                $"After {kill} kills the training began with epoch {firstEpoch}, but epoch {lastEpoch} had ended before.");
            lastEpoch = firstEpoch;
            Assert.False(File.Exists(_directory.File("killed.zip")), "The training ended before it was killed.");
        }

        Assert.True(lastEpoch > NumberOfKills / 2, "The training did not go on.");
        RunToEnd(Checkpoint, _directory.File("killed.zip"));
        RunToEnd(_directory.File("other.checkpoint"), _directory.File("uninterrupted.zip"));
        Assert.Equal(Parameters("uninterrupted.zip"), Parameters("killed.zip"));
    }

    /// <returns>The first epoch that the process trained to its end.</returns>
    private int RunAndKill(int epochs, TimeSpan delay)
    {
        using var process = ProbeProcess.StartWithTorch(
            "train-with-checkpoint", Checkpoint, _directory.File("killed.zip"), $"{NumberOfEpochs}", $"{MostEpochsOfProcess}");
        var lines = Enumerable.Range(0, epochs).Select(_ => process.ReadLine()).ToArray();
        Assert.All(lines, line => Assert.False(line is null, "The process ended by itself, or its time was up."));

        Thread.Sleep(delay);
        process.Kill();
        return int.Parse(lines[0]!, CultureInfo.InvariantCulture);
    }

    private static void RunToEnd(string checkpoint, string model)
    {
        using var process = ProbeProcess.StartWithTorch("train-with-checkpoint", checkpoint, model, $"{NumberOfEpochs}");
        process.WaitForEndAsync().GetAwaiter().GetResult().EnsureSuccess();
    }

    private float[] Parameters(string model) =>
        [.. ((AutoEncoderTransformer)new MLContext().Model.Load(_directory.File(model), out _)).Network.Parameters];
}
