namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>The folder where NuGet keeps the packages that were restored.</summary>
internal static class NuGetPackages
{
    internal static string Directory { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>TorchSharp's native library for Linux as it was published.</summary>
    internal static string LibTorchSharp { get; } = Path.Combine(
        Directory, "torchsharp", typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString(3), "runtimes", "linux-x64", "native",
        "libLibTorchSharp.so");
}
