using System.Diagnostics;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Runs the probe application in a process of its own, from a copy without files that scoring does not need.</summary>
internal static class ProbeProcess
{
    private const string Application = "Microsoft.ML.AutoEncoder.Probe.dll";

    /// <summary>There is no file of Torch, and none that reads or writes ONNX.</summary>
    /// <returns>The lines that the process printed.</returns>
    internal static string[] RunWithoutTorch(TemporaryDirectory directory, params string[] arguments)
    {
        return Run(Copy(directory, path => !IsTorch(path) && !IsOnnx(path)), arguments);
    }

    /// <summary>The same, but the managed part of TorchSharp is there, and what reads and writes ONNX.</summary>
    internal static string[] RunWithoutNativeTorch(TemporaryDirectory directory, params string[] arguments)
    {
        return Run(Copy(directory, path => !IsTorch(path) || Path.GetFileName(path) == "TorchSharp.dll"), arguments);
    }

    /// <summary>Starts the probe beside the libraries of the tests, so that it can train.</summary>
    /// <returns>The process, whose output goes to the caller.</returns>
    internal static Process StartWithTorch(params string[] arguments)
    {
        var tests = Path.Combine(AppContext.BaseDirectory, "Microsoft.ML.AutoEncoder.Tests");
        return Process.Start(new ProcessStartInfo(
            "dotnet",
            ["exec", "--depsfile", tests + ".deps.json", "--runtimeconfig", tests + ".runtimeconfig.json", Path.Combine(AppContext.BaseDirectory, Application), .. arguments])
        {
            RedirectStandardOutput = true,
        })!;
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

    private static string[] Run(string application, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [application, .. arguments]);
        // Otherwise TorchSharp looks for the missing files among the packages of whoever runs the tests.
        start.Environment["NUGET_PACKAGES"] = Path.Combine(Path.GetDirectoryName(application)!, "no-packages");
        return ChildProcess.RunAsync(start).GetAwaiter().GetResult().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
