using System.Diagnostics;
using System.Globalization;
using Benchmarks.Processes;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Starts several processes of a probe by the launcher of an MPI library.</summary>
internal static class Mpirun
{
    internal const string OpenMpi = "mpirun.openmpi";

    internal const string Mpich = "mpirun.mpich";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    /// <summary>The launchers, whether they are installed or not.</summary>
    internal static string[] Launchers => [OpenMpi, Mpich];

    /// <summary>Skips the test where there is no such launcher.</summary>
    internal static void Demand(string launcher) => Assert.SkipUnless(
        IsThere(launcher), $"There is no {launcher} here: install {(launcher == OpenMpi ? "openmpi-bin" : "mpich")}.");

    /// <summary>Runs the probe to its end.</summary>
    internal static EndedProcess Run(string launcher, int processCount, params string[] arguments)
    {
        using var process = Start(launcher, processCount, arguments);
        return process.WaitForEndAsync().GetAwaiter().GetResult();
    }

    /// <summary>Starts the probe.</summary>
    internal static ChildProcess Start(string launcher, int processCount, params string[] arguments)
    {
        Demand(launcher);
        // More processes than processors, each with threads of its own, and possibly as root.
        string[] options = launcher == OpenMpi
            ? ["--allow-run-as-root", "--oversubscribe", "--bind-to", "none", "--mca", "mpi_yield_when_idle", "1"]
            : [];
        var probe = Path.Combine(Build.MpiProbeDirectory, "Microsoft.ML.AutoEncoder.MpiProbe.dll");
        // What hangs is killed from outside: a launcher may wait for processes that wait for it.
        var start = new ProcessStartInfo(
            "timeout",
            [
                "--kill-after=5", TimeLimit.TotalSeconds.ToString(CultureInfo.InvariantCulture), launcher, .. options,
                "-n", processCount.ToString(CultureInfo.InvariantCulture), "dotnet", probe, .. arguments,
            ]);
        start.Environment["TERM"] = "dumb";
        return ChildProcess.Start(start, 2 * TimeLimit, TestContext.Current.CancellationToken);
    }

    /// <summary>Runs the probe without a launcher.</summary>
    internal static EndedProcess RunAlone(params string[] arguments)
    {
        var probe = Path.Combine(Build.MpiProbeDirectory, "Microsoft.ML.AutoEncoder.MpiProbe.dll");
        var start = new ProcessStartInfo("dotnet", [probe, .. arguments]);
        using var process = ChildProcess.Start(start, TimeLimit, TestContext.Current.CancellationToken);
        return process.WaitForEndAsync().GetAwaiter().GetResult();
    }

    /// <summary>Waits until two processes that were started have said which they are, and some epochs have ended.</summary>
    /// <returns>The numbers of the processes.</returns>
    internal static int[] ReadProcesses(ChildProcess process, int epochCount)
    {
        var processes = new int[2];
        while (epochCount > 0 || processes.Contains(0))
        {
            var words = process.ReadLine()?.Split(' ') ?? throw new InvalidOperationException("The processes have ended too early.");
            switch (words)
            {
                case ["rank", var rank, "is", "process", var number]:
                    processes[int.Parse(rank, CultureInfo.InvariantCulture)] = int.Parse(number, CultureInfo.InvariantCulture);
                    break;
                case ["epoch", ..]:
                    epochCount--;
                    break;
                default:
                    break;
            }
        }

        return processes;
    }

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, program)));
}
