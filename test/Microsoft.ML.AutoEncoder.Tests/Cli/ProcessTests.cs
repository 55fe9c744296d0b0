using System.Diagnostics;
using System.Runtime.InteropServices;
using Benchmarks.Processes;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Cli;

/// <summary>The tool as a process: signals, pipes, and what is left after each.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class ProcessTests(ToolFixture fixture) : IClassFixture<ToolFixture>
{
    private const int Interrupt = 2;
    private const int Kill = 9;
    private const int Terminate = 15;

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    [InlineData(Kill, 137)]
    public async Task A_signal_ends_scoring_and_leaves_no_half_file(int signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        var output = fixture.Write($"kept{signal}.csv", "kept");
        var (process, feeder) = StartEndless(output);
        using var ends = process;
        using var endsToo = feeder;
        await WaitFor(() => Unfinished(output) is [var file] && new FileInfo(file).Length > 0);

        Assert.Equal(0, SendSignal(process.Id, signal));
        var end = await process.WaitForEndAsync();

        Assert.Equal(exitCode, end.ExitCode);
        Assert.Empty(end.Errors);
        Assert.Equal("kept\n", File.ReadAllText(output));
        if (signal != Kill)
        {
            Assert.Empty(Unfinished(output));
        }
    }

    [Fact]
    public async Task An_interrupt_ends_training_and_a_checkpoint_goes_on()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals.");
        var checkpoint = fixture.File("state");
        string[] Arguments(string model, int epochs) =>
        [
            "train", "--input", fixture.Table, "--exclude", "id", "--output", model, "--seed", "1", "--checkpoint", checkpoint,
            "--option", "NumberOfThreads=2", "--option", $"NumberOfEpochs={epochs}",
        ];
        var model = fixture.File("interrupted.zip");
        using (var process = Start(Arguments(model, 1_000_000)))
        {
            await WaitFor(() => File.Exists(checkpoint));
            Assert.Equal(0, SendSignal(process.Id, Interrupt));
            var end = await process.WaitForEndAsync();
            Assert.Equal((130, string.Empty), (end.ExitCode, end.Errors));
        }

        Assert.True(File.Exists(checkpoint));
        Assert.False(File.Exists(model));
        Assert.Empty(Unfinished(model));

        // Another number of epochs is another training.
        var other = ToolRun.Of(Arguments(model, 3));
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("NumberOfEpochs", other.ErrorLine);
    }

    [Fact]
    public async Task A_reader_that_has_seen_enough_is_no_failure()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no such shell.");
        using var process = Shell(
            $"yes '1,2,3,4' 2>&- | dotnet '{ToolPath}' score '{fixture.Model}' --no-header; echo $? >&2", "head -n 3");

        var end = await process.WaitForEndAsync();

        Assert.Equal(3, end.Lines.Length);
        Assert.Equal("0\n", end.Errors);
    }

    [Fact]
    public async Task Standard_output_goes_into_a_file_after_what_is_there()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no such shell.");
        var file = fixture.File("appended.csv");
        using var process = Shell(
            $"(echo first; printf '1,2,3,4\\n' | dotnet '{ToolPath}' score '{fixture.Model}' --no-header; echo last) > '{file}'", "cat");

        Assert.Equal(string.Empty, (await process.WaitForEndAsync()).EnsureSuccess().Errors);

        var lines = File.ReadAllLines(file);
        Assert.Equal(3, lines.Length);
        Assert.Equal(("first", "last"), (lines[0], lines[2]));
    }

    [Fact]
    public async Task Memory_does_not_grow_with_the_rows()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such pipes.");
        const long FirstSize = 10_000_000;
        const long MuchMemory = 50_000_000;
        var output = fixture.File("endless.csv");
        var (process, feeder) = StartEndless(output);
        using var ends = process;
        using var endsToo = feeder;
        long Size() => Unfinished(output) is [var file] ? new FileInfo(file).Length : 0;
        await WaitFor(() => Size() > FirstSize);
        var memory = process.ResidentBytes;
        await WaitFor(() => Size() > 10 * FirstSize);

        Assert.InRange(process.ResidentBytes, 1, memory + MuchMemory);
    }

    private static string ToolPath => Path.Combine(AppContext.BaseDirectory, "Microsoft.ML.AutoEncoder.Cli.dll");

    private static string[] Unfinished(string path) =>
        Directory.GetFiles(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.*.unfinished");

    private static ChildProcess Start(params string[] arguments) =>
        Start(new ProcessStartInfo("dotnet", [ToolPath, .. arguments]));

    private static ChildProcess Start(ProcessStartInfo start) =>
        ChildProcess.Start(start, DotNetCommand.TimeLimit, TestContext.Current.CancellationToken);

    private static ChildProcess Shell(string command, string reader) =>
        Start(new ProcessStartInfo("sh", ["-c", $"({command}) | {reader}"]));

    private static async Task WaitFor(Func<bool> condition)
    {
        for (var watch = Stopwatch.StartNew(); !condition();)
        {
            Assert.True(watch.Elapsed < DotNetCommand.TimeLimit);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);

    /// <summary>Scores a pipe that never ends.</summary>
    private (ChildProcess Tool, ChildProcess Feeder) StartEndless(string output)
    {
        var pipe = fixture.File($"pipe{Guid.NewGuid():N}");
        using (var make = Process.Start("mkfifo", pipe))
        {
            make.WaitForExit();
        }

        var feeder = Start(new ProcessStartInfo("sh", ["-c", $"yes '1,2,3,4' > '{pipe}'"]));
        return (Start("score", fixture.Model, "--no-header", "--input", pipe, "--output", output), feeder);
    }
}
