using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Groups;

/// <summary>What goes wrong in one process ends all of them, with one clear error.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class MpiFaultTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string, string, string> Faults
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var launcher in Mpirun.Launchers)
            {
                data.Add(launcher, "nan", "Rank 1 of 2 has ended the training: Column 'Features' has the value NaN in row 50, slot 0");
                data.Add(launcher, "callback", "Rank 0 of 2 has ended the training: the callback threw");
                data.Add(launcher, "cancel", "OperationCanceledException: Rank 1 of 2 has ended the training");
                data.Add(launcher, "seed", "rank 0 has 'Seed: 5', and rank 1 has 'Seed: 6'");
            }

            return data;
        }
    }

    public static TheoryData<string> Launchers => [.. Mpirun.Launchers];

    public void Dispose() => _directory.Dispose();

    [Theory, MemberData(nameof(Faults))]
    public void Error_in_one_process_is_thrown_in_all(string launcher, string how, string message)
    {
        var ended = Mpirun.Run(launcher, 2, "fail", how, _directory.File(string.Empty));

        Assert.NotEqual(0, ended.ExitCode);
        Assert.All(
            new[] { 0, 1 },
            rank => Assert.Contains(
                ended.Lines, line => line.StartsWith($"rank {rank} ", StringComparison.Ordinal) && line.Contains(message)));
    }

    /// <summary>Nobody waits for a process that has gone.</summary>
    [Theory, MemberData(nameof(Launchers))]
    public void Process_that_ends_before_the_fit_ends_the_fit_of_the_others(string launcher)
    {
        var ended = Mpirun.Run(launcher, 2, "fail", "leave", _directory.File(string.Empty));

        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains(
            ended.Lines, line => line.StartsWith("rank 0 ", StringComparison.Ordinal) && line.Contains("The program of rank 1 has ended"));
    }

    [Theory, MemberData(nameof(Launchers))]
    public void Process_that_throws_or_exits_outside_of_the_fit_ends_all(string launcher)
    {
        Assert.NotEqual(0, Mpirun.Run(launcher, 2, "fail", "exit", _directory.File(string.Empty)).ExitCode);
        var ended = Mpirun.Run(launcher, 2, "fail", "throw", _directory.File(string.Empty));

        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains("thrown before the fit", ended.Errors, StringComparison.Ordinal);
    }

    /// <summary>On a disk of 48 KB, which the history of the training fills.</summary>
    [Theory, MemberData(nameof(Launchers))]
    public void Full_disk_ends_all(string launcher)
    {
        Mpirun.Demand(launcher);
        var disk = _directory.File("disk");
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(Succeeds("mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", disk), "Nothing can be mounted here.");
        try
        {
            var ended = Mpirun.Run(launcher, 2, "fail", "disk", disk);

            Assert.NotEqual(0, ended.ExitCode);
            Assert.All(new[] { 0, 1 }, rank => Assert.Contains(ended.Lines, line =>
                line.StartsWith($"rank {rank} ", StringComparison.Ordinal)
                && line.Contains("Rank 0 of 2 has ended the training: CheckpointPath is", StringComparison.Ordinal)));
            Assert.Equal(["checkpoint"], Directory.EnumerateFiles(disk).Select(Path.GetFileName));
        }
        finally
        {
            Assert.True(Succeeds("umount", disk));
        }
    }

    [Theory, MemberData(nameof(Launchers))]
    public async Task Process_that_is_told_to_end_ends_all(string launcher)
    {
        using var process = Mpirun.Start(launcher, 2, "fail", "term", _directory.File(string.Empty));
        Signal(Mpirun.ReadProcesses(process, epochCount: 2)[1], "-TERM");
        var ended = await process.WaitForEndAsync();

        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains("Rank 1 of 2 has been ended during a fit.", ended.Errors, StringComparison.Ordinal);
    }

    internal static void Signal(int process, string signal) =>
        Assert.True(Succeeds("kill", signal, process.ToString(CultureInfo.InvariantCulture)));

    private static bool Succeeds(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
