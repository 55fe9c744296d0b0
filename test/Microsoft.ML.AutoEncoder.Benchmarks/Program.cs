using System.CommandLine;
using Benchmarks.Defaults;
using Benchmarks.FewLabels;
using Benchmarks.Images;
using Benchmarks.Machines;
using Benchmarks.OneClass;
using Benchmarks.Quality;
using Benchmarks.Scoring;
using Benchmarks.Scoring.Processes;
using Benchmarks.Tool;
using Benchmarks.Tables;
using Benchmarks.Training;
using Benchmarks.Variants;

var root = new RootCommand(
    "Measures the autoencoder beside its peers and its limits. Each command prints ratios between things measured in the same run.")
{
    TrainingCommand.Create(),
    MemoryCommand.Create(),
    SpinCommand.Create(),
    PrecisionCommand.Create(),
    ScoringCommand.Create(),
    MicroCommand.Create(),
    StartCommand.Create(),
    EndlessCommand.Create(),
    ImagesCommand.Create(),
    OneClassCommand.Create(),
    TablesCommand.Create(),
    QualityCommand.Create(),
    VariantsCommand.Create(),
    DefaultsCommand.Create(),
    ToolCommand.Create(),
    FewLabelsCommand.Create(),
    MachinesCommand.Create(),
    StepCommand.Create(),
    ExchangeCommand.Create(),
};
return root.Parse(args).Invoke();
