using System.Globalization;

namespace Benchmarks.Defaults;

/// <summary>Tables of a folder: NAME.train.csv and NAME.test.csv without header, the class first, then numbers.</summary>
internal static class TableData
{
    private const string TrainingSuffix = ".train.csv";

    internal static IEnumerable<LabelledData> Load(DirectoryInfo folder)
    {
        foreach (var file in folder.GetFiles($"*{TrainingSuffix}").OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            var name = file.Name[..^TrainingSuffix.Length];
            var training = Read(file.FullName);
            var measured = Read(Path.Combine(folder.FullName, $"{name}.test.csv"));
            var codeSize = training[0].Features.Length / 2;
            yield return new LabelledData(name, codeSize, training, measured);
            yield return new LabelledData(
                $"{name}, min-max", codeSize, MinMax.Scale(training, training), MinMax.Scale(measured, training));
        }
    }

    private static LabelledRow[] Read(string path) => [.. File.ReadLines(path)
        .Select(line => line.Split(','))
        .Select(cells => new LabelledRow
        {
            Label = uint.Parse(cells[0], CultureInfo.InvariantCulture),
            Features = [.. cells.Skip(1).Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))],
        })];
}
