using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Benchmarks.Processes;

namespace Benchmarks.Machines;

/// <summary>Compares processes that train together with one that has as many threads, and one machine with many.</summary>
internal static class MachinesCommand
{
    // Of the reference network.
    private const int Parameters = 484_944;

    private static readonly int[] Lengths = [1_000, 242_000, Parameters, 2_600_000];

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);

    internal static Command Create()
    {
        var launcher = new Option<string>("--launcher")
        {
            Description = "The launcher of an MPI library.",
            DefaultValueFactory = _ => "mpirun.openmpi",
        };
        var repeats = new Option<int>("--repeats") { Description = "How often, in turns.", DefaultValueFactory = _ => 5 };
        var network = new Option<bool>("--network")
        {
            Description = "Also between two network namespaces, with 10 Gbit; as root, with Open MPI and iproute2.",
        };
        var command = new Command("machines", "Training in several processes, beside one.") { launcher, repeats, network };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(launcher), parsed.GetValue(repeats), parsed.GetValue(network)));
        return command;
    }

    private static void Run(string launcher, int repeats, bool network)
    {
        Compare(launcher, repeats, rows: 128);
        Compare(launcher, repeats, rows: 1_024);
        if (network)
        {
            using var machines = new TwoNetworks();
            CompareNetworks(machines, repeats);
        }
    }

    /// <summary>Two processes with a thread each, and one with two threads, on as many rows.</summary>
    private static void Compare(string launcher, int repeats, int rows)
    {
        var steps = Math.Max(20, 25_600 / rows);
        var (group, one) = (new double[repeats], new double[repeats]);
        for (var i = 0; i < repeats; i++)
        {
            group[i] = Number(Run(MpirunHere(launcher), [StepCommand.Name, StepCommand.Mpi, "1", $"{rows}", $"{steps}"]))[0];
            one[i] = Number(Run([], [StepCommand.Name, StepCommand.Alone, "2", $"{2 * rows}", $"{steps}"]))[0];
        }

        var ratios = group.Zip(one, (ofGroup, ofOne) => ofGroup / ofOne).Order().ToArray();
        Print($"{rows} rows a process: 2 processes x 1 thread {Median(group):0.00} ms, 1 process x 2 threads {Median(one):0.00} ms, ");
        Print($"ratio {ratios[repeats / 2]:0.00} (median of {repeats}: {ratios[0]:0.00} to {ratios[^1]:0.00})\n");
    }

    private static void CompareNetworks(TwoNetworks machines, int repeats)
    {
        const int rows = 1_024;
        var (group, alone) = (new double[repeats], new double[repeats]);
        for (var i = 0; i < repeats; i++)
        {
            group[i] = Number(Run(machines.Mpirun, [StepCommand.Name, StepCommand.MpiApart, "1", $"{rows}", "20"]))[0];
            alone[i] = Number(Run([], [StepCommand.Name, StepCommand.Alone, "1", $"{rows}", "20"]))[0];
        }

        var exchange = Number(Run(machines.Mpirun, [ExchangeCommand.Name, .. Lengths.Select(length => $"{length}")]));
        Print($"10 Gbit: a meeting {exchange[0]:0.000} ms");
        foreach (var (length, time) in Lengths.Zip(exchange.Skip(1)))
        {
            Print($", {length:#,0} parameters {time:0.00} ms");
        }

        var model = ExchangeModel.Fit(exchange[0], [.. Lengths.Zip(exchange.Skip(1))]);
        var sent = model.Exchange(2, Parameters);
        Print($"\n{rows} rows a machine, 1 thread: alone {Median(alone):0.00} ms, two over the network {Median(group):0.00} ms a step; ");
        Print($"the exchange by itself {sent:0.00} ms, {sent / (sent + Median(alone)):0.0%} of a step\n");
        Print($"Model: {model}\n");
        foreach (var step in new[] { 128, rows })
        {
            var time = Median(alone) * step / rows;
            Print($"{step} rows a machine:");
            foreach (var count in new[] { 2, 4, 8, 16 })
            {
                Print($"  {count}: {model.Speedup(count, Parameters, time):0.0} x");
            }

            Print($"\n");
        }
    }

    // Not bound to a processor each, as the threads of one process are not: what else runs here would stop the one or the other.
    private static string[] MpirunHere(string launcher) => launcher == "mpirun.openmpi"
        ? [launcher, "--allow-run-as-root", "--oversubscribe", "--bind-to", "none", "-n", "2"]
        : [launcher, "-n", "2"];

    private static string Run(string[] launcher, string[] arguments)
    {
        string[] command = [.. launcher, Environment.ProcessPath!, .. ThisProgram.Arguments, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]);
        start.Environment["TERM"] = "dumb";
        using var child = ChildProcess.Start(start, TimeLimit);
        return child.WaitForEndAsync().GetAwaiter().GetResult().EnsureSuccess().Lines[^1];
    }

    private static double[] Number(string line) =>
        [.. line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

    private static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);

    private static void Print(FormattableString text) => Console.Write(FormattableString.Invariant(text));
}
