// What processes that an MPI launcher has started do in tests and benchmarks: train, and write what came of it.

using System.Globalization;
using Microsoft.ML.AutoEncoder.MpiProbe;

switch (args)
{
    // With "mpi" in the processes of a launcher, with "mpi-apart" as if they were on several machines, with a number in one process that
    // stands for as many.
    case ["train", var group, var results, .. var cases]:
        TrainCommand.Run(group, results, cases);
        break;
    case ["fail", var how, var directory]:
        FailCommand.Run(how, directory);
        break;
    case ["go-on", var directory, var epochs]:
        GoOnCommand.Run(directory, int.Parse(epochs, CultureInfo.InvariantCulture));
        break;
    default:
        Console.Error.WriteLine(
            "Usage: train mpi|mpi-apart|NUMBER RESULTS CASE... | fail HOW DIRECTORY | go-on DIRECTORY EPOCHS");
        return 2;
}

return Environment.ExitCode;
