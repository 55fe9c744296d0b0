using System.CommandLine;
using AutoEncoderTool.Models;
using AutoEncoderTool.Writing;

namespace AutoEncoderTool.Commands;

/// <summary>Scores a table with a model.</summary>
internal static class ScoreCommand
{
    internal static Command Create(ToolStreams streams)
    {
        var table = new TableOptions();
        var score = new ScoreOptions(table);
        var model = new Argument<string>("model") { Description = "The model file." };
        var output = new Option<string>("--output", "-o")
        {
            Description = "Where the results go: a CSV or Parquet file, which is replaced as a whole; - for standard output.",
            DefaultValueFactory = _ => OutputFile.StandardOutputName,
            HelpName = "file",
        };
        var command = new Command("score", "Computes codes, reconstructions, errors or anomaly scores for the rows of a table.") { model };
        table.AddTo(command);
        command.Options.Add(output);
        score.AddTo(command);
        command.SetAction(parsed =>
            score.Run(parsed, streams, LoadedModel.Load(parsed.GetValue(model)!), parsed.GetValue(output)!));
        return command;
    }
}
