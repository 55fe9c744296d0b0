using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Benchmarks.Processes;
using Mnist;

namespace Benchmarks.Training;

/// <summary>Trains in a process of its own, and prints its resident memory after each epoch and its peak in megabytes.</summary>
internal static class MemoryCommand
{
    private const string Name = "training-memory";
    private const string ImagesName = "--images";

    /// <summary>Runs the command in a child process.</summary>
    /// <param name="workload">What to train.</param>
    /// <param name="numberOfEpochs">How long.</param>
    /// <param name="generationZeroMegabytes">How much garbage the runtime lets pile up before it collects; null: what it thinks right for
    /// the processor's cache.</param>
    /// <returns>Resident memory in megabytes without the training data: the peak, and after each epoch.</returns>
    internal static (double Peak, double[] AfterEpochs) Run(Workload workload, int numberOfEpochs, int? generationZeroMegabytes)
    {
        // A child inherits it, and this process has long read it.
        Environment.SetEnvironmentVariable("DOTNET_GCgen0size", generationZeroMegabytes is { } megabytes ? $"0x{megabytes << 20:x}" : null);
        var lines = ThisProgram.Run([Name, numberOfEpochs.ToString(CultureInfo.InvariantCulture),
            .. workload.Sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)),
            .. workload.ImageShape is null ? Array.Empty<string>() : [ImagesName]]);
        var figures = lines.Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        return (figures[^1], figures[..^1]);
    }

    internal static Command Create()
    {
        var epochs = new Argument<int>("epochs");
        var sizes = new Argument<int[]>("sizes");
        var images = new Option<bool>(ImagesName);
        var command = new Command(Name, "Trains on MNIST and prints resident memory; for other commands.") { epochs, sizes, images };
        command.Hidden = true;
        command.SetAction(parsed => Train(
            parsed.GetValue(images) ? Workload.Images : new Workload(parsed.GetRequiredValue(sizes)), parsed.GetValue(epochs)));
        return command;
    }

    private static void Train(Workload workload, int numberOfEpochs)
    {
        // Two copies are there, this program's and the one that training makes of the data view.
        var rows = MnistDataset.Load().Train.Select(image => image.Features).ToArray();
        GC.Collect();
        var dataMegabytes = 2.0 * rows.Length * workload.InputSize * sizeof(float) / 1e6;
        var options = workload.Options(numberOfEpochs);
        options.ProgressCallback = _ => Print(Process.GetCurrentProcess().WorkingSet64);
        Fits.Fit(rows, options).Dispose();
        Print(Process.GetCurrentProcess().PeakWorkingSet64);

        void Print(long bytes) => Console.WriteLine((bytes / 1e6 - dataMegabytes).ToString("0.0", CultureInfo.InvariantCulture));
    }
}
