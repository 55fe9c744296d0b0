using Spectre.Console;

namespace Benchmarks;

/// <summary>Collects figures, tells what is going on meanwhile, and prints the table at the end.</summary>
internal sealed class Report(string title)
{
    private const int WidthOfFiles = 200;

    private readonly Table _table = new Table().RoundedBorder()
        .Title(title)
        .AddColumn("What")
        .AddColumn(new TableColumn("Figure").RightAligned())
        .AddColumn("Of which");

    /// <summary>Says what is being measured, and measures it.</summary>
    internal static T Measure<T>(string what, Func<T> measure)
    {
        AnsiConsole.MarkupLineInterpolated($"[grey]{DateTime.Now:HH:mm:ss} {what}[/]");
        return measure();
    }

    /// <inheritdoc cref="Measure{T}(string, Func{T})"/>
    internal static void Measure(string what, Action measure) => Measure(what, () =>
    {
        measure();
        return true;
    });

    internal void AddRatio(string what, double figure, double other, string unit) =>
        Add(what, $"{figure / other:0.00}", $"{Format(figure)} {unit} ÷ {Format(other)} {unit}");

    /// <summary>Adds a line to the table, and shows it at once.</summary>
    internal void Add(string what, string figure, string detail)
    {
        AnsiConsole.MarkupLineInterpolated($"{what}: [bold]{figure}[/] ({detail})");
        _table.AddRow(Markup.Escape(what), Markup.Escape(figure), Markup.Escape(detail));
    }

    internal void Print()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = WidthOfFiles;
        }

        AnsiConsole.WriteLine(Machine.Describe());
        AnsiConsole.Write(_table);
    }

    private static string Format(double value) => value < 1 ? $"{value:0.000}" : value < 100 ? $"{value:0.00}" : $"{value:0}";
}
