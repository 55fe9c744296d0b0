using System.Reflection;
using System.Runtime.InteropServices;
using Benchmarks.Processes;
using Microsoft.ML.AutoEncoder.Training;
using TorchSharp;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

[Trait(Speed.Name, Speed.Slow)]
public sealed class MissingTorchTests : IDisposable
{
    private const string Message = "Error: Training needs the native libraries of Torch, and they are not there. " +
        "Add the package TorchSharp-cpu to the application, or TorchSharp-cuda-windows or TorchSharp-cuda-linux for a GPU.";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    /// <summary>And prints nothing else, neither its own search nor a trace.</summary>
    [Fact]
    public void Fit_without_the_native_libraries_names_the_package_to_add_each_time() =>
        AssertMessageAlone(ProbeProcess.RunWithoutNativeTorch(_directory, packages: null, "train"));

    /// <summary>TorchSharp would copy half a gigabyte from there into the folder of the application.</summary>
    [Fact]
    public void Libraries_in_the_cache_of_packages_are_not_copied_into_the_application()
    {
        var rid = RuntimeInformation.RuntimeIdentifier;
        WriteToPackage("libtorch-cpu-" + rid, torch.__version__, "libtorch_cpu.so", "libtorch_cpu.dylib", "torch_cpu.dll");
        var version = typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion
            .Split('+')[0];
        WriteToPackage("torchsharp", version, "libLibTorchSharp.so", "libLibTorchSharp.dylib", "LibTorchSharp.dll");

        AssertMessageAlone(ProbeProcess.RunWithoutNativeTorch(_directory, _directory.File("packages"), "train"));

        Assert.False(Directory.Exists(_directory.File(Path.Combine("application", "cpu"))));
    }

    [Theory]
    [InlineData("/home/me/.nuget/packages/torchsharp/0.107.0/lib/net8.0/TorchSharp.dll", true)]
    [InlineData("/home/user/torchsharp/bin/Debug/net10.0/TorchSharp.dll", false)]
    [InlineData("/TorchSharp.dll", false)]
    [InlineData("", false)]
    public void Only_among_packages_is_the_search_left_to_TorchSharp(string location, bool expected) =>
        Assert.Equal(expected, TorchRuntime.LiesAmongPackages(location));

    private static void AssertMessageAlone(EndedProcess process)
    {
        Assert.Equal([Message, Message], process.Lines);
        Assert.Empty(process.Errors);
    }

    private void WriteToPackage(string package, string version, params string[] names)
    {
        // NuGet leaves out a fourth number that is 0.
        var folder = version.Split('.') is [var major, var minor, var build, "0"] ? $"{major}.{minor}.{build}" : version;
        var native = Path.Combine(_directory.File("packages"), package, folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
        Directory.CreateDirectory(native);
        Array.ForEach(names, name => File.WriteAllText(Path.Combine(native, name), "no library"));
    }
}
