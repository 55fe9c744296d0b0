using System.CommandLine;
using AutoEncoderTool.Models;
using AutoEncoderTool.Scoring;
using AutoEncoderTool.Writing;

namespace AutoEncoderTool.Commands;

/// <summary>The options that say what scoring writes, and where.</summary>
internal sealed class ScoreOptions(TableOptions table)
{
    private readonly Option<string[]> _outputs = new("--outputs")
    {
        Description = $"What is written, separated by commas: {OutputName.List}; or columns of the model's pipeline by name. " +
            "Default: code; of a detector score,label.",
        HelpName = "list",
    };

    private readonly Option<string[]> _keys = new("--key")
    {
        Description = "Columns of the table that are written before the outputs as they are.",
        HelpName = "list",
    };

    private readonly Option<string?> _format = new("--output-format")
    {
        Description = "csv or parquet. By default the name of the file decides: .parquet, or else csv.",
        HelpName = "format",
    };

    private readonly Option<float?> _threshold = new("--threshold")
    {
        Description = "Of a detector: rows with a higher score have the label true. Default: what training has found.",
        HelpName = "number",
        CustomParser = result => Settings.NumberText.ReadSingle(result),
    };

    internal void AddTo(Command command)
    {
        command.Options.Add(_outputs);
        command.Options.Add(_keys);
        command.Options.Add(_format);
        command.Options.Add(_threshold);
    }

    internal string[] Keys(ParseResult parsed) => parsed.GetValue(_keys) ?? [];

    /// <summary>Scores the table of the command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="streams">Standard streams.</param>
    /// <param name="model">The model.</param>
    /// <param name="path">Where the results go.</param>
    internal void Run(ParseResult parsed, ToolStreams streams, LoadedModel model, string path)
    {
        var outputs = (parsed.GetValue(_outputs) ?? [])
            .SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToArray();
        var isParquet = TableOptions.IsParquet(path, parsed.GetValue(_format));
        var scoring = ScoringModel.Create(WithThreshold(model, parsed.GetValue(_threshold)), outputs);
        using var source = table.Open(parsed, streams);
        using var file = OutputFile.Create(path, streams);
        var run = new ScoringRun(scoring, source, parsed.GetValue(table.Threads), streams)
        {
            Columns = table.Columns(parsed),
            Exclude = table.Exclude(parsed),
            Keys = Keys(parsed),
        };
        run.Run(columns => isParquet
            ? new ParquetTable(file.Stream, columns)
            : new CsvWriter(
                file.Stream, table.Separator(parsed, path), table.HasHeader(parsed) ? columns.Select(column => column.Name) : null));
        file.Finish();
    }

    private static LoadedModel WithThreshold(LoadedModel model, float? threshold) => threshold is null ? model
        : model.Detector is null ? throw new ToolException($"{model.Name}: is no detector, so there is no threshold")
        : model.WithThreshold(threshold.Value);
}
