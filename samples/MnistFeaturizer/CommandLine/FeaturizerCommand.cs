using System.CommandLine;
using MnistFeaturizer.Classifiers;
using Samples.CommandLine;
using Samples.Display;

namespace MnistFeaturizer.CommandLine;

/// <summary>The command line of this program: its options and their defaults.</summary>
internal static class FeaturizerCommand
{
    private const int TrainingImageCount = 60_000;

    private static readonly SampleOptions Common = new("mnist-featurizer", epochs: 10);

    private static readonly Option<int> Epochs = NumberOption.Create(
        "--epochs",
        "How many times the autoencoder sees the training data; 0: as often as the library decides, 10 times for all images.",
        defaultValue: 0,
        minimum: 0,
        maximum: 1_000);

    private static readonly Option<Classifier> Classifier =
        ClassifierOption.Create("--classifier", "Maximum entropy trained with L-BFGS, or gradient-boosted trees.");

    private static readonly Option<Network> Network = new("--network")
    {
        HelpName = "dense|convolutional",
        Description = "Whether the network knows that rows are images.",
        DefaultValueFactory = _ => MnistFeaturizer.Network.Dense,
    };

    // With fewer, some digits might not occur at all.
    private static readonly Option<int> Rows =
        SampleOptions.Rows("How many images to train on, for a quick look.", TrainingImageCount, minimum: 100, maximum: TrainingImageCount);

    /// <param name="arguments">What the user typed.</param>
    /// <param name="job">Does the work, and tells whether all is well.</param>
    /// <returns>The exit code of the process.</returns>
    internal static Task<int> RunAsync(string[] arguments, Func<JobSettings, JobConsole, CancellationToken, bool> job) =>
        SampleCommand.RunAsync(
        arguments,
        "Trains an autoencoder on MNIST and compares its code with raw pixels and with principal components as a classifier's input.",
        [Common.Data, Common.Output, Classifier, Network, Epochs, Rows, Common.Seed],
        (parsed, console, cancellationToken) => job(ReadSettings(parsed), console, cancellationToken));

    private static JobSettings ReadSettings(ParseResult parsed) => new()
    {
        DataDirectory = parsed.GetValue(Common.Data),
        OutputDirectory = parsed.GetRequiredValue(Common.Output)!,
        Classifier = parsed.GetRequiredValue(Classifier),
        NumberOfEpochs = parsed.GetValue(Epochs) is > 0 and var epochs ? epochs : null,
        Network = parsed.GetValue(Network),
        TrainingRows = parsed.GetValue(Rows),
        Seed = parsed.GetValue(Common.Seed),
    };
}
