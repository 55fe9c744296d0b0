using System.CommandLine;
using AutoEncoderTool.Reading;
using AutoEncoderTool.Settings;
using AutoEncoderTool.Terminal;
using AutoEncoderTool.Training;
using AutoEncoderTool.Writing;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Runtime;

namespace AutoEncoderTool.Commands;

/// <summary>The options of the commands that train.</summary>
internal sealed class TrainingOptions(TableOptions table)
{
    private const string CheckpointExtension = ".checkpoint";

    private readonly Option<string?> _weight = new("--weight")
    {
        Description = "The column with the weight of each row.",
        HelpName = "column",
    };

    private readonly Option<string[]> _label = new("--label")
    {
        Description = "A column that is no feature, as --exclude.",
        HelpName = "column",
    };

    private readonly Option<string[]> _assignments = new("--option")
    {
        Description = "An option of the library by its name: CodeSize=8, HiddenLayerSizes=64,32, Regularizers=L1Sparsity(0.001).",
        HelpName = "Name=value",
    };

    private readonly Option<int?> _seed = new("--seed")
    {
        Description = "The same seed gives the same model, bit for bit, on the same machine and number of threads.",
        HelpName = "number",
    };

    private readonly Option<string?> _timeLimit = new("--time-limit")
    {
        Description = "Training ends after the epoch in which the time is over: 90, 15m, 1h30m.",
        HelpName = "time",
    };

    private readonly Option<string?> _checkpoint = new("--checkpoint")
    {
        Description = "A file that keeps the state of the training, or the folder for it: the same command goes on from there. " +
            "Needs --seed.",
        HelpName = "path",
    };

    internal void AddTo(Command command)
    {
        command.Options.Add(_label);
        command.Options.Add(_weight);
        command.Options.Add(_assignments);
        command.Options.Add(_seed);
        command.Options.Add(_timeLimit);
        command.Options.Add(_checkpoint);
    }

    /// <summary>Opens the table that is trained on.</summary>
    internal TrainingTable Open(ParseResult parsed, ToolStreams streams, Source source, IReadOnlyList<string> keys) =>
        source.CanReadAgain
            ? TrainingTable.Create(
                source, table.Columns(parsed), [.. table.Exclude(parsed), .. parsed.GetValue(_label) ?? [], .. keys],
                parsed.GetValue(_weight), parsed.GetValue(table.Threads), streams.CancellationToken)
            : throw new UsageException("Training goes through the table several times: --input must be a file.");

    /// <summary>Sets the options of the command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="modelPath">Where the model goes.</param>
    /// <param name="options">The options of the network.</param>
    /// <param name="targets">All objects that have options.</param>
    internal void Apply(ParseResult parsed, string modelPath, AutoEncoderEstimator.Options options, params object[] targets)
    {
        OptionAssignments.Apply(parsed.GetValue(_assignments) ?? [], targets);
        options.Seed = parsed.GetValue(_seed) ?? options.Seed;
        if (parsed.GetValue(_timeLimit) is { } limit)
        {
            OptionAssignments.Apply([$"{nameof(AutoEncoderEstimator.Options.MaximumTrainingTime)}={limit}"], options);
        }

        if (parsed.GetValue(_checkpoint) is { } path)
        {
            options.CheckpointPath = Directory.Exists(path) || Path.EndsInDirectorySeparator(path)
                ? Path.Combine(path, Path.GetFileNameWithoutExtension(modelPath) + CheckpointExtension)
                : path;
            if (options.Seed is null)
            {
                throw new UsageException("--checkpoint needs --seed: otherwise another run cannot go on with this one's training.");
            }
        }
    }

    /// <summary>Trains with progress, and writes the model.</summary>
    /// <param name="streams">Standard streams.</param>
    /// <param name="options">The options of the network, which get a callback and a token.</param>
    /// <param name="create">Creates the estimator of the options.</param>
    /// <param name="data">The table.</param>
    /// <param name="modelPath">Where the model goes; null: nowhere.</param>
    internal static ITransformer Train(
        ToolStreams streams, AutoEncoderEstimator.Options options, Func<MLContext, IEstimator<ITransformer>> create, TrainingTable data,
        string? modelPath)
    {
        var mlContext = new MLContext();
        mlContext.Log += (_, message) => Warn(streams, message);
        using var file = modelPath is null ? null : OutputFile.Create(modelPath, streams);
        ITransformer? model = null;
        ToolProgress.Run(streams, "Training", 1, progress =>
        {
            progress.Report(null, "reading");
            options.CancellationToken = streams.CancellationToken;
            options.ProgressCallback = epoch => progress.Report(PartDone(options, epoch), epoch.ToString());
            model = CreateEstimator(create, mlContext).Fit(data.View);
        });
        if (file is not null)
        {
            // ML.NET needs a stream that can go back.
            using var whole = new MemoryStream();
            mlContext.Model.Save(model, data.ModelSchema, whole);
            whole.WriteTo(file.Stream);
            file.Finish();
        }

        return model!;
    }

    // What the library refuses before it reads anything is a matter of the command line.
    private static IEstimator<ITransformer> CreateEstimator(Func<MLContext, IEstimator<ITransformer>> create, MLContext mlContext)
    {
        try
        {
            return create(mlContext);
        }
        catch (ArgumentException exception)
        {
            throw new UsageException(LibraryErrors.Describe(exception));
        }
    }

    private static double? PartDone(AutoEncoderEstimator.Options options, EpochMetrics epoch)
    {
        double? ofEpochs = options.NumberOfEpochs is { } epochs ? (double)epoch.Epoch / epochs : null;
        double? ofTime = options.MaximumTrainingTime is { } time ? epoch.Elapsed / time : null;
        return ofEpochs is null ? ofTime : Math.Max(ofEpochs.Value, ofTime ?? 0);
    }

    private static void Warn(ToolStreams streams, LoggingEventArgs message)
    {
        if (message.Kind == ChannelMessageKind.Warning)
        {
            streams.Error.WriteLine($"{Tool.Name}: warning: {message.RawMessage.ReplaceLineEndings(" ")}");
        }
    }
}
