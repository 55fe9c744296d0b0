using System.Diagnostics;
using Benchmarks.Processes;

namespace Microsoft.ML.AutoEncoder.Tests.Samples.Web;

/// <summary>samples/WebScoring in a process of its own, on a free port of the loopback interface.</summary>
internal static class WebScoringProcess
{
    private const string Announcement = "Now listening on: ";

    internal static ChildProcess Start(string modelPath, params string[] options)
    {
        // Tests ask more often than a client should.
        string[] limit = options.Length > 0 ? options : ["--requests-per-minute", "1000000"];
        string[] command =
            [Path.Combine(Build.WebScoringDirectory, "WebScoring.dll"), "--model", modelPath, "--urls", "http://127.0.0.1:0", .. limit];
        var start = new ProcessStartInfo("dotnet", command) { WorkingDirectory = Build.WebScoringDirectory };
        // A small young generation is collected often, so that garbage does not look like growth.
        start.Environment["DOTNET_GCgen0size"] = "0x400000";
        return ChildProcess.Start(start, DotNetCommand.TimeLimit);
    }

    /// <summary>Waits until the server listens.</summary>
    /// <returns>Where.</returns>
    internal static Uri WaitForAddress(ChildProcess server)
    {
        while (server.ReadLine() is { } line)
        {
            if (line.IndexOf(Announcement, StringComparison.Ordinal) is >= 0 and var position)
            {
                return new Uri(line[(position + Announcement.Length)..]);
            }
        }

        throw new InvalidOperationException("The server ended before it listened, or its time was up.");
    }

    /// <summary>Saves a model that the server can serve.</summary>
    internal static ITransformer SaveModel(MLContext mlContext, int inputSize, string path)
    {
        var data = VectorData.Create(mlContext, VectorData.Learnable(64, inputSize));
        var encoder = CreateOptions();
        encoder.InputColumnName = "Features";
        encoder.OutputColumnName = "Encoded";
        encoder.ReconstructionColumnName = "Reconstruction";
        encoder.SlotErrorColumnName = "SlotErrors";
        var detector = new AutoEncoderAnomalyTrainer.Options { AutoEncoder = CreateOptions() };
        var model = mlContext.Transforms.AutoEncoder(encoder).Append(mlContext.AnomalyDetection.Trainers.AutoEncoder(detector)).Fit(data);
        mlContext.Model.Save(model, data.Schema, path);
        return model;
    }

    private static AutoEncoderEstimator.Options CreateOptions() =>
        new() { HiddenLayerSizes = [16], CodeSize = 4, NumberOfEpochs = 1, Seed = 1 };
}
