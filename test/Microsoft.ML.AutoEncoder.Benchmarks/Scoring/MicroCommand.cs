using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Benchmarks.Scoring;

/// <summary>Single calls by BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    internal static Command Create()
    {
        var command = new Command("scoring-micro", "One row at every width of registers, by BenchmarkDotNet. Takes about four minutes.");
        // In this process, because the project that BenchmarkDotNet would generate knows nothing of central package versions.
        command.SetAction(_ =>
        {
            var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
            BenchmarkRunner.Run<MicroBenchmarks>(DefaultConfig.Instance.AddJob(job));
        });
        return command;
    }
}
