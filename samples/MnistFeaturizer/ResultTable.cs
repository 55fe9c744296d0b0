using Spectre.Console;

namespace MnistFeaturizer;

/// <summary>The outcome on one screen.</summary>
internal static class ResultTable
{
    internal static Table Create(params IEnumerable<ExperimentResult> results)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("Features");
        foreach (var heading in new[] { "Accuracy", "Featurizer\ntraining", "Classifier\ntraining", "Bytes\nper row" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var result in results)
        {
            table.AddRow(
                result.Name, $"{result.Accuracy:0.0000}", Seconds(result.FeaturizerTime), Seconds(result.ClassifierTime),
                $"{result.BytesPerRow:N0}");
        }

        return table;
    }

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.0} s";
}
