using System.CommandLine;
using AutoEncoderTool.Training;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;

namespace AutoEncoderTool.Commands;

/// <summary>Trains an autoencoder on a table.</summary>
internal static class TrainCommand
{
    private const string DefaultCodeColumn = "Code";

    internal static Command Create(ToolStreams streams)
    {
        var table = new TableOptions();
        var training = new TrainingOptions(table);
        var output = new Option<string>("--output", "-o")
        {
            Description = "The model file. It is replaced as a whole if it is there; - for standard output.",
            Required = true,
            HelpName = "file",
        };
        var command = new Command("train", "Trains an autoencoder on a table and writes the model.");
        table.AddTo(command);
        command.Options.Add(output);
        training.AddTo(command);
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(output)!;
            var options = new AutoEncoderEstimator.Options { OutputColumnName = DefaultCodeColumn };
            training.Apply(parsed, path, options, options);
            using var source = table.Open(parsed, streams);
            var data = training.Open(parsed, streams, source, []);
            options.InputColumnName = TrainingTable.Features;
            options.ExampleWeightColumnName = data.HasWeight ? TrainingTable.Weight : null;
            TrainingOptions.Train(streams, options, mlContext => mlContext.Transforms.AutoEncoder(options), data, path);
        });
        return command;
    }
}
