using System.CommandLine;
using Mnist;

namespace Benchmarks.Quality;

/// <summary>How good autoencoders are on MNIST, beside principal components, raw pixels and linear maps.</summary>
internal static class QualityCommand
{
    private static readonly IReadOnlyDictionary<string, QualityExperiment> Experiments =
        QualityExperiments.All.ToDictionary(experiment => experiment.Name);

    internal static Command Create()
    {
        var names = new Argument<string[]>("name")
        {
            Description = $"What to run: {string.Join(", ", Experiments.Keys)}. All if there is none.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        names.AcceptOnlyFromAmong([.. Experiments.Keys]);
        var validate = new Option<bool>("--validate")
        {
            Description = "Leaves the test images alone: trains on the first 50,000 training images, measures the autoencoder alone on " +
                "the other 10,000, and writes nothing. Settings are chosen by this.",
        };
        var command = new Command("quality", "What autoencoders learn on MNIST, measured on the test images. Writes docs/results.md. Up " +
            "to half an hour for each experiment on two processors.")
        {
            names, validate,
        };
        command.SetAction(
            parsed => Run(parsed.GetValue(names) is { Length: > 0 } chosen ? chosen : Experiments.Keys, parsed.GetValue(validate)));
        return command;
    }

    private static void Run(IEnumerable<string> names, bool validate)
    {
        var mnist = MnistDataset.Load(report: Console.WriteLine);
        var data = validate ? QualityData.ForValidation(mnist) : QualityData.ForTest(mnist);
        foreach (var experiment in names.Select(name => Experiments[name]))
        {
            Console.WriteLine($"{experiment.Name}: {experiment.Title}");
            var picture = validate || experiment.Picture is null ? null : Path.Combine(RepositoryFolder.Pictures, experiment.Picture);
            var result = experiment.Run(
                data, line => Console.WriteLine($"{DateTime.Now:HH:mm:ss} {line}"), picture, withBaselines: !validate);
            if (!validate)
            {
                new ResultsPage(Path.Combine(RepositoryFolder.Documentation, "results.md")).Write(experiment, result);
            }
        }
    }
}
