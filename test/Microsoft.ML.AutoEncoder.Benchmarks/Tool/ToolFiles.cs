using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.Data;

namespace Benchmarks.Tool;

/// <summary>A large CSV file, one with a tenth of its rows, a model, and room for results. All are deleted at the end.</summary>
internal sealed class ToolFiles : IDisposable
{
    internal const int ColumnCount = 20;
    internal const string Features = nameof(Features);
    internal const string Code = nameof(Code);

    private const int TrainingRows = 10_000;
    private const int CodeSize = 8;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("autoencoder-tool-");

    internal ToolFiles(int rowCount)
    {
        RowCount = rowCount;
        Write(Table, rowCount);
        Write(SmallTable, rowCount / 10);
        Train();
    }

    internal int RowCount { get; }

    internal string Table => File("table.csv");

    internal string SmallTable => File("small.csv");

    internal string Model => File("model.zip");

    internal string Codes => File("codes.csv");

    /// <summary>The table as the text loader reads it.</summary>
    internal static IDataView Load(MLContext mlContext, string path) => mlContext.Data.CreateTextLoader(new TextLoader.Options
    {
        HasHeader = true,
        Separators = [','],
        Columns = [new TextLoader.Column(Features, DataKind.Single, 0, ColumnCount - 1)],
    }).Load(path);

    public void Dispose() => _directory.Delete(recursive: true);

    private static void Write(string path, int rowCount)
    {
        using var file = new StreamWriter(path);
        file.WriteLine(string.Join(',', Enumerable.Range(1, ColumnCount).Select(column => $"x{column}")));
        var random = new Random(1);
        Span<char> digits = stackalloc char[32];
        for (var row = 0; row < rowCount; row++)
        {
            // Columns that have something to do with each other.
            var cause = random.NextSingle();
            for (var column = 0; column < ColumnCount; column++)
            {
                var value = MathF.Sin(column * cause) + (0.1f * random.NextSingle());
                value.TryFormat(digits, out var length, "g7", CultureInfo.InvariantCulture);
                if (column > 0)
                {
                    file.Write(',');
                }

                file.Write(digits[..length]);
            }

            file.Write('\n');
        }
    }

    private string File(string name) => Path.Combine(_directory.FullName, name);

    private void Train()
    {
        var mlContext = new MLContext(1);
        var rows = mlContext.Data.TakeRows(Load(mlContext, Table), TrainingRows);
        var model = mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            InputColumnName = Features,
            OutputColumnName = Code,
            CodeSize = CodeSize,
            NumberOfEpochs = 2,
            Seed = 1,
        }).Fit(rows);
        mlContext.Model.Save(model, rows.Schema, Model);
    }
}
