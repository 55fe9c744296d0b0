using Benchmarks.Processes;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Samples.Web;

/// <summary>A server for all tests of a class, with its model.</summary>
public sealed class WebScoringServer : IAsyncLifetime
{
    internal const int InputSize = 4_096;

    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _mlContext = new(1);
    private ITransformer? _model;
    private ChildProcess? _process;
    private Task<EndedProcess>? _end;

    internal HttpClient Client { get; private set; } = null!;

    internal long ResidentBytes => _process!.ResidentBytes;

    public ValueTask InitializeAsync()
    {
        _model = WebScoringProcess.SaveModel(_mlContext, InputSize, _directory.File("model.zip"));
        _process = WebScoringProcess.Start(_directory.File("model.zip"));
        Client = new HttpClient { BaseAddress = WebScoringProcess.WaitForAddress(_process) };
        // Reads what else the server prints, so that it need not wait for a reader.
        _end = _process.WaitForEndAsync();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        _process?.Kill();
        await (_end ?? Task.CompletedTask);
        _process?.Dispose();
        _directory.Dispose();
    }

    /// <summary>What the model itself makes of a row.</summary>
    internal (float Score, bool IsAnomaly) Score(float[] row)
    {
        var scored = _model!.Transform(VectorData.Create(_mlContext, [row]));
        return (scored.GetColumn<float>("Score").Single(), scored.GetColumn<bool>("PredictedLabel").Single());
    }
}
