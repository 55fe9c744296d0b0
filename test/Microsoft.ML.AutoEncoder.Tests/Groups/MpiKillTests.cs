using System.Diagnostics;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Groups;

/// <summary>One of the processes is killed without warning: all end, and the next start goes on from the checkpoint.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class MpiKillTests : IDisposable
{
    private const int EpochsPerKill = 20;

    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Launchers => [.. Mpirun.Launchers];

    public void Dispose() => _directory.Dispose();

    [Theory, MemberData(nameof(Launchers))]
    public void Killed_training_ends_with_the_weights_of_an_undisturbed_one(string launcher) => Kill(launcher, kills: 2, limit: null);

    /// <summary>Takes minutes: run it with <c>-explicit on -class '*MpiKillTests'</c>.</summary>
    [Theory(Explicit = true), MemberData(nameof(Launchers))]
    public void Training_that_is_killed_fifty_times_ends_so_too(string launcher) =>
        Kill(launcher, kills: 50, limit: TimeSpan.FromSeconds(5));

    private void Kill(string launcher, int kills, TimeSpan? limit)
    {
        var random = new Random(1);
        var epochs = $"{kills * EpochsPerKill}";
        var (killed, calm) = (_directory.File("killed"), _directory.File("calm"));
        Directory.CreateDirectory(killed);
        Directory.CreateDirectory(calm);
        var longest = TimeSpan.Zero;
        for (var kill = 0; kill < kills; kill++)
        {
            using var process = Mpirun.Start(launcher, 2, "go-on", killed, epochs);
            var processes = Mpirun.ReadProcesses(process, epochCount: random.Next(1, 4));
            Thread.Sleep(random.Next(20));
            MpiFaultTests.Signal(processes[random.Next(2)], "-KILL");
            var clock = Stopwatch.StartNew();
            var ended = process.WaitForEndAsync().GetAwaiter().GetResult();
            WaitUntilGone(processes);
            longest = clock.Elapsed > longest ? clock.Elapsed : longest;
            Assert.NotEqual(0, ended.ExitCode);
            Assert.False(File.Exists(Path.Combine(killed, "weights.0")), "The training ended before it was killed.");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"After a kill, all were gone within {longest.TotalSeconds:0.0} s.");
        if (limit is { } time)
        {
            Assert.InRange(longest, TimeSpan.Zero, time);
        }

        Mpirun.Run(launcher, 2, "go-on", killed, epochs).EnsureSuccess();
        Mpirun.Run(launcher, 2, "go-on", calm, epochs).EnsureSuccess();
        Assert.Equal(Weights(calm, 0), Weights(killed, 0));
        Assert.Equal(Weights(calm, 0), Weights(killed, 1));
        Assert.Empty(Directory.EnumerateFiles(killed, "checkpoint*"));
    }

    private static void WaitUntilGone(int[] processes)
    {
        while (processes.Any(process => Directory.Exists($"/proc/{process}") && !IsZombie(process)))
        {
            Thread.Sleep(10);
        }
    }

    private static bool IsZombie(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Split(") ")[1][0] == 'Z';
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string Weights(string directory, int rank) => File.ReadAllText(Path.Combine(directory, $"weights.{rank}"));
}
