using System.Diagnostics;
using Benchmarks.Processes;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Cli;

/// <summary>The ways of docs/many-machines.md to score many files at once give what one process gives.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class ManyFilesTests : IClassFixture<ToolFixture>
{
    private const int FileCount = 5;

    private readonly ToolFixture _fixture;
    private readonly string _parts;
    private readonly string _codes;

    public ManyFilesTests(ToolFixture fixture)
    {
        _fixture = fixture;
        (_parts, _codes) = (fixture.File(Guid.NewGuid().ToString()), fixture.File(Guid.NewGuid().ToString()));
        Directory.CreateDirectory(_parts);
        Directory.CreateDirectory(_codes);
        foreach (var (number, rows) in fixture.Rows.Chunk(ToolFixture.RowCount / FileCount).Index())
        {
            File.WriteAllLines(
                Path.Combine(_parts, $"part-{number}.csv"), [ToolFixture.Header, .. rows.Select(row => ToolFixture.Text(row))]);
        }
    }

    private static string Tool => $"dotnet {Path.Combine(AppContext.BaseDirectory, "Microsoft.ML.AutoEncoder.Cli.dll")}";

    [Fact]
    public void Files_are_scored_by_xargs()
    {
        Shell($"ls | xargs -P 2 -I{{}} {Tool} score '{_fixture.Model}' --threads 1 --input {{}} --output '{_codes}/{{}}'");
        AssertScored();
    }

    /// <summary>As Spark does with each partition: rows without a header go in at one end, and codes come out at the other.</summary>
    [Fact]
    public void Rows_are_scored_in_a_pipe()
    {
        Shell($"for f in *; do tail -n +2 $f | {Tool} score '{_fixture.Model}' --no-header > '{_codes}'/$f; done");
        AssertScored(withHeader: false);
    }

    [Fact]
    public void Files_are_scored_by_the_processes_of_a_launcher()
    {
        Mpirun.Demand(Mpirun.OpenMpi);
        var script = Path.Combine(Build.RepositoryDirectory, "samples", "ManyMachines", "score-files.sh");
        Shell(
            $"ls > '{_codes}.txt' && MLAUTOENCODER='{Tool}' mpirun.openmpi --allow-run-as-root --oversubscribe -n 3 " +
            $"sh '{script}' '{_fixture.Model}' '{_codes}.txt' '{_codes}'");
        AssertScored();
    }

    private void AssertScored(bool withHeader = true)
    {
        var files = Directory.GetFiles(_parts).Select(file => Path.GetFileName(file)).ToArray();
        Assert.Equal(FileCount, files.Length);
        Assert.All(files, file =>
        {
            var expected = ToolRun.Of("score", _fixture.Model, "--input", Path.Combine(_parts, file)).EnsureSuccess().Lines;
            Assert.Equal(withHeader ? expected : expected[1..], File.ReadAllLines(Path.Combine(_codes, file)));
        });
    }

    private void Shell(string command)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no such shell.");
        var start = new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = _parts };
        start.Environment["TERM"] = "dumb";
        using var process = ChildProcess.Start(start, DotNetCommand.TimeLimit, TestContext.Current.CancellationToken);
        process.WaitForEndAsync().GetAwaiter().GetResult().EnsureSuccess();
    }
}
