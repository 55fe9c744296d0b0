using System.Diagnostics;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Samples;

/// <summary>samples/WebScoring in a process of its own, on a free port of the loopback interface.</summary>
public sealed class WebScoringServer : IAsyncLifetime
{
    internal const int InputSize = 4_096;

    private const string Announcement = "Now listening on: ";

    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _mlContext = new(1);
    private ITransformer? _model;
    private Process? _process;

    internal HttpClient Client { get; private set; } = null!;

    internal long ResidentBytes
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    public async ValueTask InitializeAsync()
    {
        _model = SaveModel(_directory.File("model.zip"));
        var start = new ProcessStartInfo("dotnet", [Path.Combine(Build.WebScoringDirectory, "WebScoring.dll"), "--model", _directory.File("model.zip"), "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Build.WebScoringDirectory,
        };
        // A small young generation is collected often, so that garbage does not look like growth.
        start.Environment["DOTNET_GCgen0size"] = "0x400000";
        _process = Process.Start(start)!;

        var address = new TaskCompletionSource<string>();
        _process.OutputDataReceived += (_, output) =>
        {
            if (output.Data is null)
            {
                address.TrySetException(new InvalidOperationException("The server ended before it listened."));
            }
            else if (output.Data.IndexOf(Announcement, StringComparison.Ordinal) is >= 0 and var position)
            {
                address.TrySetResult(output.Data[(position + Announcement.Length)..]);
            }
        };
        _process.BeginOutputReadLine();
        Client = new HttpClient { BaseAddress = new Uri(await address.Task.WaitAsync(TestContext.Current.CancellationToken)) };
    }

    public ValueTask DisposeAsync()
    {
        Client?.Dispose();
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What the model itself makes of a row.</summary>
    internal (float Score, bool IsAnomaly) Score(float[] row)
    {
        var scored = _model!.Transform(VectorData.Create(_mlContext, [row]));
        return (scored.GetColumn<float>("Score").Single(), scored.GetColumn<bool>("PredictedLabel").Single());
    }

    private ITransformer SaveModel(string path)
    {
        var data = VectorData.Create(_mlContext, VectorData.Learnable(64, InputSize));
        var encoder = new AutoEncoderEstimator.Options { InputColumnName = "Features", OutputColumnName = "Encoded", HiddenLayerSizes = [16], CodeSize = 4, NumberOfEpochs = 1, Seed = 1 };
        var detector = new AutoEncoderEstimator.Options { HiddenLayerSizes = [16], CodeSize = 4, NumberOfEpochs = 1, Seed = 1 };
        var model = _mlContext.Transforms.AutoEncoder(encoder)
            .Append(_mlContext.AnomalyDetection.Trainers.AutoEncoder(new AutoEncoderAnomalyTrainer.Options { AutoEncoder = detector }))
            .Fit(data);
        _mlContext.Model.Save(model, data.Schema, path);
        return model;
    }
}
