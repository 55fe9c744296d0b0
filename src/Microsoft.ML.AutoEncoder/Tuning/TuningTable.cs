using System.Text;
using static System.FormattableString;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The settings of a search as a text with lines of at most 80 characters, the same in every culture.</summary>
internal static class TuningTable
{
    private const int Width = 80;

    private static readonly string[] Headings = ["Trial", "Round", "Epochs", "Metric", "Seconds", "Values"];

    internal static string Of(TuningResult result)
    {
        var metric = result.Metric;
        var last = result.Trials.GroupBy(trial => trial.Number).Select(trials => trials.MaxBy(trial => trial.Round)!).ToArray();
        var ranked = last.GroupBy(trial => trial.Round).OrderByDescending(round => round.Key).SelectMany(metric.Rank);
        string[][] rows =
        [
            Headings,
            .. ranked.Concat(last.Where(trial => trial.Metric is null).OrderBy(trial => trial.Number)).Select(Row),
        ];
        var text = new StringBuilder();
        var head = $"{metric.Name}, {(metric.IsHigherBetter ? "higher" : "lower")} is better; best is trial {result.Best.Number}" +
            (result.HasEnded ? string.Empty : "; time was up before the end");
        foreach (var line in WrappedText.Lines(head, Width))
        {
            text.Append(line).Append('\n');
        }

        AppendTable(text, rows);
        return text.ToString();
    }

    private static string[] Row(TuningTrial trial) =>
    [
        Invariant($"{trial.Number}"),
        Invariant($"{trial.Round}"),
        Invariant($"{trial.Epochs}"),
        trial.Metric is { } value ? Invariant($"{value:g5}") : "failed",
        Invariant($"{trial.Time.TotalSeconds:f1}"),
        trial.Error ?? (trial.Values.Count == 0
            ? "the options as they were given"
            : string.Join(", ", trial.Values.Select(value => $"{value.Key} {OptionText.Format(value.Value)}"))),
    ];

    /// <summary>Flush right but for the last column, which is broken into lines.</summary>
    private static void AppendTable(StringBuilder text, string[][] rows)
    {
        int[] widths = [.. Enumerable.Range(0, Headings.Length - 1).Select(i => rows.Max(row => row[i].Length))];
        foreach (var row in rows)
        {
            var front = string.Concat(widths.Select((width, i) => row[i].PadLeft(width) + "  "));
            foreach (var (i, line) in WrappedText.Lines(row[^1], Width - front.Length).Index())
            {
                text.Append(i == 0 ? front : new string(' ', front.Length)).Append(line).Append('\n');
            }
        }
    }
}
