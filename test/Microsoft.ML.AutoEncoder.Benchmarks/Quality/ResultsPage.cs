using System.Text;

namespace Benchmarks.Quality;

/// <summary>The page with the results. Each experiment owns the part between its two marks; what stands elsewhere is left as it
/// is.</summary>
internal sealed class ResultsPage(string path)
{
    /// <summary>Replaces the part of an experiment, or begins a section with it at the end of the page.</summary>
    internal void Write(QualityExperiment experiment, QualityResult result)
    {
        var page = File.Exists(path)
            ? File.ReadAllText(path)
            : "# Results\n\nFigures that were measured, each with the command that shows it.\n";
        File.WriteAllText(path, Replace(page, experiment.Name, experiment.Title, Describe(experiment, result)));
    }

    /// <summary>Puts a text between the marks of an experiment.</summary>
    internal static string Replace(string page, string name, string title, string text)
    {
        var (begin, end) = ($"<!-- quality {name}: written by the command -->", $"<!-- end of quality {name} -->");
        var block = $"{begin}\n{text}{end}";
        var start = page.IndexOf(begin, StringComparison.Ordinal);
        if (start < 0)
        {
            return $"{page.TrimEnd('\n')}\n\n## {title}\n\n{block}\n";
        }

        var stop = page.IndexOf(end, start, StringComparison.Ordinal);
        return stop < 0
            ? throw new InvalidDataException($"The page has the mark '{begin}' without the mark '{end}' behind it.")
            : page[..start] + block + page[(stop + end.Length)..];
    }

    private static string Describe(QualityExperiment experiment, QualityResult result)
    {
        var text = new StringBuilder();
        text.Append($"`dotnet run -c Release --project test/Microsoft.ML.AutoEncoder.Benchmarks -- quality " +
            $"{experiment.Name}`\n\n{experiment.Explanation}\n\n");
        text.Append("| what | figure |\n|---|---|\n");
        foreach (var figure in result.Figures)
        {
            text.Append($"| {figure.What} | {figure.Value} |\n");
        }

        text.Append($"\nSettings that are not the defaults: `{string.Join("`, `", SettingsText.Describe(experiment.CreateOptions()))}`.\n");
        text.Append($"Training took {result.TrainingTime.TotalMinutes:0.0} minutes ({result.ProcessorTime.TotalMinutes:0.0} minutes of " +
            $"processor time), everything {result.TotalTime.TotalMinutes:0.0} minutes.\n");
        if (experiment.Picture is { } picture)
        {
            text.Append($"\n![{experiment.Title}](images/{picture})\n");
        }

        return text.ToString();
    }
}
