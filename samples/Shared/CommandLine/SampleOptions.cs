using System.CommandLine;

namespace Samples.CommandLine;

/// <summary>The options that samples have in common.</summary>
/// <param name="name">The name of the sample: that of its folder under artifacts.</param>
/// <param name="epochs">How many epochs it trains if nothing else is said.</param>
public sealed class SampleOptions(string name, int epochs)
{
    public Option<string?> Data { get; } = FolderOption.Create(
        "--data",
        "The folder with the four files of MNIST. Without it they come from the user's cache, which is filled from the internet.");

    public Option<string?> Output { get; } =
        FolderOption.Create("--output", "The folder for what the sample makes.", Path.Combine("artifacts", name));

    public Option<int> Epochs { get; } =
        NumberOption.Create("--epochs", "How many times an autoencoder sees the training data.", epochs, minimum: 1, maximum: 1_000);

    public Option<int> Seed { get; } =
        NumberOption.Create("--seed", "Decides everything that is left to chance.", defaultValue: 1, minimum: 0, maximum: int.MaxValue);

    /// <summary>An option for how much data there is.</summary>
    public static Option<int> Rows(string description, int defaultValue, int minimum, int maximum) =>
        NumberOption.Create("--rows", description, defaultValue, minimum, maximum);
}
