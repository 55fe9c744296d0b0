using System.Runtime.InteropServices;
using Microsoft.ML.Runtime;
using TorchSharp;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The native libraries behind TorchSharp.</summary>
internal static class TorchRuntime
{
    private const string LibTorch = "torch_cpu";
    private const string LibTorchSharp = "LibTorchSharp";

    /// <summary>Loads the native libraries, unless that has been done.</summary>
    /// <exception cref="InvalidOperationException">They are missing, or do not fit this machine.</exception>
    internal static void EnsureLoaded(IHost host)
    {
        if (!LiesAmongPackages(typeof(torch).Assembly.Location) && FindObstacle() is { } obstacle)
        {
            throw host.Except(obstacle);
        }

        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception exception) when (exception is NotSupportedException or TypeInitializationException or DllNotFoundException)
        {
            throw host.Except(exception, FindObstacle() ?? "Training needs the native libraries of Torch, and TorchSharp could not initialise them.");
        }
    }

    /// <summary>Whether TorchSharp is used from the folder of its package, as notebooks do. There it gathers its native libraries itself.</summary>
    /// <param name="location">The path of its assembly.</param>
    internal static bool LiesAmongPackages(string location) =>
        Path.GetDirectoryName(location)?.Split('/', '\\') is [.., var package, _, "lib", _]
        && package.Equals("torchsharp", StringComparison.OrdinalIgnoreCase);

    /// <summary>Loads the libraries as TorchSharp will, and tells why that fails; null if it does not.</summary>
    /// <remarks>TorchSharp reports every failure as a missing package, prints its search to the console, and copies half a gigabyte from the
    /// cache of packages into the folder of the application, whether that helps or not. So it is not asked before all is well.</remarks>
    private static string? FindObstacle()
    {
        var assembly = typeof(torch).Assembly;
        var isLibTorchThere = NativeLibrary.TryLoad(LibTorch, assembly, null, out _);
        try
        {
            NativeLibrary.Load(LibTorchSharp, assembly, null);
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            if (!isLibTorchThere)
            {
                return "Training needs the native libraries of Torch, and they are not there. " +
                    "Add the package TorchSharp-cpu to the application, or TorchSharp-cuda-windows or TorchSharp-cuda-linux for a GPU.";
            }

            return exception.Message.Contains("GLIBCXX", StringComparison.Ordinal)
                ? "Training needs TorchSharp's native library, and it cannot be loaded because libstdc++ on this machine is older than that of " +
                    "GCC 13. Update libstdc++, or build the application with eng/LibTorchMend/LibTorchMend.targets, which removes the demand."
                : $"Training needs TorchSharp's native library, and it cannot be loaded: {exception.Message}";
        }
    }
}
