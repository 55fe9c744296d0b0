using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace Microsoft.ML.AutoEncoder.Tests.Cli;

/// <summary>Parquet files as other programs write and read them.</summary>
internal static class ParquetCopy
{
    /// <summary>Writes a CSV file, whose first column is text and the others are numbers, as Parquet: Single and nullable
    /// Double in turns, in groups of 100 rows.</summary>
    internal static void Write(string csv, string parquet)
    {
        var lines = File.ReadAllLines(csv);
        var names = lines[0].Split(',');
        var rows = lines[1..].Select(line => line.Split(',')).ToArray();
        DataField[] fields = [.. names.Select((name, i) => i == 0 ? new DataField<string>(name)
            : i % 2 == 0 ? new DataField<float>(name) : (DataField)new DataField<double?>(name))];
        using var file = File.Create(parquet);
        var writer = ParquetWriter.CreateAsync(new ParquetSchema(fields), file).GetAwaiter().GetResult();
        foreach (var part in rows.Chunk(100))
        {
            using var group = writer.CreateRowGroup();
            for (var i = 0; i < fields.Length; i++)
            {
                var column = i;
                var task = i == 0 ? group.WriteAsync(fields[i], part.Select(row => row[0]).ToArray())
                    : i % 2 == 0 ? group.WriteAsync<float>(fields[i], part.Select(row => Number(row[column])).ToArray())
                    : group.WriteAsync<double>(fields[i], part.Select(row => (double?)Number(row[column])).ToArray());
                task.GetAwaiter().GetResult();
            }
        }

        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>The table as the lines of a CSV file: texts, numbers and truth values.</summary>
    internal static string[] ReadLines(string parquet)
    {
        using var file = File.OpenRead(parquet);
        var reader = ParquetReader.CreateAsync(file).GetAwaiter().GetResult();
        var lines = new List<string> { string.Join(',', reader.Schema.DataFields.Select(field => field.Name)) };
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            var columns = reader.Schema.DataFields.Select(field => ReadTexts(group, field)).ToArray();
            lines.AddRange(Enumerable.Range(0, (int)group.RowCount).Select(row => string.Join(',', columns.Select(column => column[row]))));
        }

        reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return [.. lines];
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    private static string[] ReadTexts(ParquetRowGroupReader group, DataField field)
    {
        var count = (int)group.RowCount;
        if (field.ClrType == typeof(float))
        {
            var numbers = new float[count];
            group.ReadAsync<float>(field, numbers).AsTask().GetAwaiter().GetResult();
            return Array.ConvertAll(numbers, number => number.ToString(CultureInfo.InvariantCulture));
        }

        if (field.ClrType == typeof(bool))
        {
            var flags = new bool[count];
            group.ReadAsync<bool>(field, flags).AsTask().GetAwaiter().GetResult();
            return Array.ConvertAll(flags, flag => flag ? "true" : "false");
        }

        var texts = new string[count];
        group.ReadAsync(field, texts).AsTask().GetAwaiter().GetResult();
        return texts;
    }
}
