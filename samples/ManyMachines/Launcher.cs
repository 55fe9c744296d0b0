using System.Diagnostics;
using System.Globalization;

namespace ManyMachines;

/// <summary>The launcher of an MPI library, which starts this program several times.</summary>
/// <param name="Program">Its name.</param>
internal sealed record Launcher(string Program)
{
    private static readonly string[] Programs = ["mpirun.openmpi", "mpirun.mpich", "mpirun"];

    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal static Launcher Find() => Programs.FirstOrDefault(IsThere) is { } program
        ? new Launcher(program)
        : throw new InvalidOperationException(
            "There is no mpirun here. Install Open MPI (Debian and Ubuntu: apt-get install openmpi-bin) or MPICH (mpich), and start " +
            "again.");

    /// <summary>Starts the program, and waits until all processes have ended.</summary>
    /// <param name="processes">How many times.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="report">Receives each line that it prints.</param>
    /// <exception cref="InvalidOperationException">It has failed.</exception>
    internal void Run(int processes, string[] arguments, Action<string> report)
    {
        // Some machines have fewer processors than this sample starts processes, and containers have but one user.
        string[] options = Program == "mpirun.openmpi"
            ? ["--oversubscribe", .. Environment.IsPrivilegedProcess ? ["--allow-run-as-root"] : Array.Empty<string>()]
            : [];
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, typeof(Launcher).Assembly.Location]
            : [Environment.ProcessPath!];
        var start = new ProcessStartInfo(
            Program, [.. options, "-n", processes.ToString(CultureInfo.InvariantCulture), .. program, .. arguments])
        {
            RedirectStandardOutput = true,
        };
        // A launcher gives its processes a terminal, which escape codes would go to.
        start.Environment["TERM"] = "dumb";
        using var process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            report(line);
        }

        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Program} has failed with {process.ExitCode}.");
        }
    }

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Any(directory => File.Exists(Path.Combine(directory, program)));
}
