using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.MpiProbe;

/// <summary>Trains cases, and writes for each of them a line with what must be the same in a group and in one process, and one with what
/// must be the same in all processes of a group.</summary>
internal static class TrainCommand
{
    private const int RowCount = 1_001;

    internal static void Run(string groupName, string results, string[] cases)
    {
        var group = GroupOf(groupName);
        var mlContext = new MLContext(1);
        var rows = Rows.Create(mlContext, RowCount);
        var lines = new List<string>();
        foreach (var name in cases)
        {
            var options = Cases.Choose(name, group);
            ITransformer model = name == Cases.Detector
                ? mlContext.AnomalyDetection.Trainers.AutoEncoder(new AutoEncoderAnomalyTrainer.Options { AutoEncoder = options })
                    .Fit(group.TakePart(rows))
                : mlContext.Transforms.AutoEncoder(options).Fit(group.TakePart(rows));
            lines.Add($"bits {name} {Hash(Scores(model.Transform(rows)))} {History(model)}");
            lines.Add($"file {name} {Hash(Content(mlContext, model, rows.Schema))}");
        }

        File.WriteAllLines(
            string.Create(CultureInfo.InvariantCulture, $"{results}.{group.Rank}"), [.. lines, $"of {group.Size}"]);
    }

    internal static TrainingGroup GroupOf(string name)
    {
        AppContext.SetSwitch("Microsoft.ML.AutoEncoder.Mpi.NoSharedMemory", name == "mpi-apart");
        return name is "mpi" or "mpi-apart"
            ? MpiTrainingGroup.World
            : TrainingGroup.InOneProcess(int.Parse(name, CultureInfo.InvariantCulture));
    }

    private static byte[] Scores(IDataView scored)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        if (scored.Schema.GetColumnOrNull("Encoded") is null)
        {
            foreach (var score in scored.GetColumn<float>("Score"))
            {
                writer.Write(score);
            }
        }
        else
        {
            foreach (var code in scored.GetColumn<float[]>("Encoded"))
            {
                Array.ForEach(code, writer.Write);
            }
        }

        writer.Flush();
        return bytes.ToArray();
    }

    /// <summary>What the entries of the model's file contain.</summary>
    private static byte[] Content(MLContext mlContext, ITransformer model, DataViewSchema schema)
    {
        using var file = new MemoryStream();
        mlContext.Model.Save(model, schema, file);
        file.Position = 0;
        using var archive = new ZipArchive(file);
        using var content = new MemoryStream();
        foreach (var entry in archive.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using var stream = entry.Open();
            stream.CopyTo(content);
        }

        return content.ToArray();
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    private static string History(ITransformer model) => string.Join(' ', (model switch
    {
        AutoEncoderTransformer transformer => transformer.TrainingHistory,
        ISingleFeaturePredictionTransformer<AutoEncoderAnomalyModelParameters> detector => detector.Model.TrainingHistory,
        _ => [],
    }).Select(epoch => string.Create(
        CultureInfo.InvariantCulture,
        $"{epoch.ReconstructionLoss:R}/{epoch.Loss:R}/{epoch.ValidationLoss:R}/{epoch.ExplainedVariance:R}")));
}
