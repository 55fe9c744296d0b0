using System.CommandLine;
using AutoEncoderTool.Models;
using AutoEncoderTool.Training;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;

namespace AutoEncoderTool.Commands;

/// <summary>Trains an anomaly detector on a table, and scores the same table.</summary>
internal static class DetectCommand
{
    internal static Command Create(ToolStreams streams)
    {
        var table = new TableOptions();
        var training = new TrainingOptions(table);
        var score = new ScoreOptions(table);
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The model file. It is replaced as a whole if it is there.",
            HelpName = "file",
        };
        var scores = new Option<string?>("--scores")
        {
            Description = "Where the scores of the table's own rows go: a CSV or Parquet file; - for standard output.",
            HelpName = "file",
        };
        var command = new Command("detect", "Learns what ordinary rows look like, and tells which rows are odd.");
        table.AddTo(command);
        command.Options.Add(output);
        command.Options.Add(scores);
        training.AddTo(command);
        score.AddTo(command);
        command.SetAction(parsed =>
        {
            var (modelPath, scoresPath) = (parsed.GetValue(output), parsed.GetValue(scores));
            if (modelPath is null && scoresPath is null)
            {
                throw new UsageException("detect writes a model (--output), scores (--scores) or both: say which.");
            }

            var options = new AutoEncoderAnomalyTrainer.Options { FeatureColumnName = TrainingTable.Features };
            training.Apply(parsed, modelPath ?? scoresPath!, options.AutoEncoder, options, options.AutoEncoder);
            LoadedModel model;
            using (var source = table.Open(parsed, streams))
            {
                var data = training.Open(parsed, streams, source, score.Keys(parsed));
                options.ExampleWeightColumnName = data.HasWeight ? TrainingTable.Weight : null;
                var fitted = TrainingOptions.Train(
                    streams, options.AutoEncoder, mlContext => mlContext.AnomalyDetection.Trainers.AutoEncoder(options), data, modelPath);
                model = LoadedModel.Of("the detector", new MLContext(), fitted, data.ModelSchema);
            }

            if (scoresPath is not null)
            {
                score.Run(parsed, streams, model, scoresPath);
            }
        });
        return command;
    }
}
