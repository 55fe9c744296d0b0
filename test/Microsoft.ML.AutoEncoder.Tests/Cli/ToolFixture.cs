using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Tests.Cli;

/// <summary>A table as a CSV file, and an autoencoder and a detector that the tool has trained on it.</summary>
public sealed class ToolFixture : IDisposable
{
    internal const int ColumnCount = 4;
    internal const int RowCount = 300;

    /// <summary>The names of the features.</summary>
    internal const string Header = "a,b,c,d";

    private readonly TemporaryDirectory _directory = new();

    public ToolFixture()
    {
        var random = new Random(1);
        Rows = [.. Enumerable.Range(0, RowCount).Select(_ =>
        {
            var cause = random.NextSingle();
            return Enumerable.Range(0, ColumnCount).Select(i => (10 * MathF.Sin(i + cause)) + random.NextSingle()).ToArray();
        })];
        Table = Write("table.csv", ["id,a,b,c,d", .. Rows.Index().Select(row => $"row {row.Index},{Text(row.Item)}")]);
        Model = File("model.zip");
        ToolRun.Of(
            "train", "--input", Table, "--output", Model, "--exclude", "id", "--seed", "1", "--option", "CodeSize=2",
            "--option", "NumberOfEpochs=3").EnsureSuccess();
        Detector = File("detector.zip");
        ToolRun.Of(
            "detect", "--input", Table, "--output", Detector, "--exclude", "id", "--seed", "1", "--option", "NumberOfEpochs=3")
            .EnsureSuccess();
    }

    internal float[][] Rows { get; }

    internal string Table { get; }

    internal string Model { get; }

    internal string Detector { get; }

    public void Dispose() => _directory.Dispose();

    internal string File(string name) => _directory.File(name);

    internal string Write(string name, params string[] lines)
    {
        System.IO.File.WriteAllText(File(name), string.Join('\n', lines) + "\n");
        return File(name);
    }

    internal static string Text(IEnumerable<float> row) =>
        string.Join(',', row.Select(value => value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What the library computes of the rows through ML.NET's pipeline: a column of the model.</summary>
    internal T[] Score<T>(string model, string column)
    {
        var mlContext = new MLContext();
        var rows = mlContext.Data.CreateTextLoader(new TextLoader.Options
        {
            HasHeader = true,
            Separators = [','],
            Columns = [new TextLoader.Column("Features", DataKind.Single, 1, ColumnCount)],
        }).Load(Table);
        return [.. mlContext.Model.Load(model, out _).Transform(rows).GetColumn<T>(column)];
    }
}
