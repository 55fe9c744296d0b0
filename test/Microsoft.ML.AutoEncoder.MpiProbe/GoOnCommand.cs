using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Microsoft.ML.AutoEncoder.MpiProbe;

/// <summary>Trains with a checkpoint, to be killed at any time; writes the hash of the weights at the end.</summary>
internal static class GoOnCommand
{
    internal static void Run(string directory, int epochs)
    {
        var group = MpiTrainingGroup.World;
        var mlContext = new MLContext(1);
        var options = Cases.Options(group);
        options.NumberOfEpochs = epochs;
        options.CheckpointPath = Path.Combine(directory, "checkpoint");
        options.ProgressCallback = metrics => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {metrics.Epoch}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rank {group.Rank} is process {Environment.ProcessId}"));
        var model = mlContext.Transforms.AutoEncoder(options).Fit(group.TakePart(Rows.Create(mlContext, 400)));
        var hash = Convert.ToHexString(SHA256.HashData(Bytes(model)));
        File.WriteAllText(Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"weights.{group.Rank}")), hash);
    }

    private static byte[] Bytes(AutoEncoderTransformer model) =>
        [.. model.Layers.SelectMany(layer => layer.Parameters).SelectMany(parameter =>
            MemoryMarshal.AsBytes(parameter.Value.Values.Span).ToArray())];
}
