using System.Diagnostics;
using Benchmarks.Processes;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Runs the probe application in a process of its own, from a copy without files that scoring does not need.</summary>
internal static class ProbeProcess
{
    private const string Application = "Microsoft.ML.AutoEncoder.Probe.dll";

    /// <summary>There is no file of Torch, and none that reads or writes ONNX.</summary>
    /// <returns>The lines that the process printed.</returns>
    internal static string[] RunWithoutTorch(TemporaryDirectory directory, params string[] arguments)
    {
        return Run(Copy(directory, path => !IsTorch(path) && !IsOnnx(path)), NoPackages(directory), arguments).Lines;
    }

    /// <summary>The same, but the managed part of TorchSharp is there, and what reads and writes ONNX.</summary>
    /// <param name="directory">Where the application goes.</param>
    /// <param name="packages">The cache of packages, where TorchSharp looks for missing files; null for one that is not there.</param>
    /// <param name="arguments">The command line.</param>
    internal static EndedProcess RunWithoutNativeTorch(TemporaryDirectory directory, string? packages, params string[] arguments)
    {
        var application = Copy(directory, path => !IsTorch(path) || Path.GetFileName(path) == "TorchSharp.dll");
        return Run(application, packages ?? NoPackages(directory), arguments);
    }

    /// <summary>Starts the probe beside the libraries of the tests, so that it can train.</summary>
    internal static ChildProcess StartWithTorch(params string[] arguments)
    {
        var tests = Path.Combine(AppContext.BaseDirectory, "Microsoft.ML.AutoEncoder.Tests");
        var probe = Path.Combine(AppContext.BaseDirectory, Application);
        string[] command =
            ["exec", "--depsfile", tests + ".deps.json", "--runtimeconfig", tests + ".runtimeconfig.json", probe, .. arguments];
        return Start(new ProcessStartInfo("dotnet", command));
    }

    private static bool IsOnnx(string path) => Path.GetFileName(path) is "Google.Protobuf.dll" or "Microsoft.ML.AutoEncoder.Onnx.dll";

    private static bool IsTorch(string path) => Path.GetFileName(path).Contains("torch", StringComparison.OrdinalIgnoreCase);

    private static string Copy(TemporaryDirectory directory, Func<string, bool> include)
    {
        var application = directory.File("application");
        foreach (var file in Directory.EnumerateFiles(Build.ProbeDirectory, "*", SearchOption.AllDirectories).Where(include))
        {
            var copy = Path.Combine(application, Path.GetRelativePath(Build.ProbeDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return Path.Combine(application, Application);
    }

    private static string NoPackages(TemporaryDirectory directory) => directory.File("no-packages");

    private static EndedProcess Run(string application, string packages, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [application, .. arguments]);
        start.Environment["NUGET_PACKAGES"] = packages;
        using var process = Start(start);
        return process.WaitForEndAsync().GetAwaiter().GetResult().EnsureSuccess();
    }

    private static ChildProcess Start(ProcessStartInfo start) =>
        ChildProcess.Start(start, DotNetCommand.TimeLimit, TestContext.Current.CancellationToken);
}
