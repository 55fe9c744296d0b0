using System.Runtime.InteropServices;
using Microsoft.ML.Runtime;
using TorchSharp;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The native libraries behind TorchSharp.</summary>
internal static class TorchRuntime
{
    /// <summary>Loads the native libraries, unless that has been done.</summary>
    /// <exception cref="InvalidOperationException">They are missing, or do not fit this machine.</exception>
    internal static void EnsureLoaded(IHost host)
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception exception) when (exception is NotSupportedException or TypeInitializationException or DllNotFoundException)
        {
            throw host.Except(exception, Explain());
        }
    }

    /// <summary>TorchSharp reports every failure as a missing package. The dynamic linker knows better.</summary>
    private static string Explain()
    {
        try
        {
            NativeLibrary.Load("torch_cpu", typeof(torch).Assembly, null);
        }
        catch (DllNotFoundException)
        {
            return "Training needs the native libraries of Torch, and they are not there. " +
                "Add the package TorchSharp-cpu to the application, or TorchSharp-cuda-windows or TorchSharp-cuda-linux for a GPU.";
        }

        try
        {
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, null);
        }
        catch (DllNotFoundException exception) when (exception.Message.Contains("GLIBCXX"))
        {
            return "Training needs TorchSharp's native library, and it cannot be loaded because libstdc++ on this machine is older than that of GCC 13. " +
                "Update libstdc++, or build the application with eng/LibTorchMend/LibTorchMend.targets, which removes the demand.";
        }
        catch (DllNotFoundException exception)
        {
            return $"Training needs TorchSharp's native library, and it cannot be loaded: {exception.Message}";
        }

        return "Training needs the native libraries of Torch, and TorchSharp could not initialise them.";
    }
}
