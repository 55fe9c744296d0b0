using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Benchmarks.Tool;

/// <summary>Compares what the tool has written with what the library computes through ML.NET's pipeline.</summary>
internal static class ToolBits
{
    internal static void Measure(Report report, ToolFiles files)
    {
        var mlContext = new MLContext();
        var scored = mlContext.Model.Load(files.Model, out _).Transform(ToolFiles.Load(mlContext, files.Table));
        using var lines = File.ReadLines(files.Codes).Skip(1).GetEnumerator();
        long different = 0;
        long rows = 0;
        foreach (var code in scored.GetColumn<float[]>(ToolFiles.Code))
        {
            rows++;
            var cells = lines.MoveNext() ? lines.Current.Split(',') : [];
            var isEqual = cells.Length == code.Length && code.Index().All(value =>
                BitConverter.SingleToInt32Bits(float.Parse(cells[value.Index], CultureInfo.InvariantCulture))
                == BitConverter.SingleToInt32Bits(value.Item));
            different += isEqual ? 0 : 1;
        }

        var excess = lines.MoveNext() ? ", and rows too many" : string.Empty;
        report.Add("Rows with other bits than the library's", $"{different:n0}", $"of {rows:n0}{excess}");
    }
}
