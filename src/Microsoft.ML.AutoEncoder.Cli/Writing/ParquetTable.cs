using AutoEncoderTool.Scoring;
using Parquet;
using Parquet.Schema;

namespace AutoEncoderTool.Writing;

/// <summary>Writes a Parquet file. Columns that are passed through are texts.</summary>
internal sealed class ParquetTable : TableWriter
{
    // Readers take a row group at a time; so do we.
    private const int RowsPerGroup = 100_000;

    private readonly DataField[] _fields;
    private readonly ParquetWriter _writer;
    private readonly List<Block> _waiting = [];

    /// <param name="stream">Receives the file; it stays open.</param>
    /// <param name="columns">The names and types of the columns.</param>
    internal ParquetTable(Stream stream, IEnumerable<(string Name, Type Type)> columns)
    {
        _fields = [.. columns.Select(column => new DataField(column.Name, FileType(column.Type), isNullable: false))];
        _writer = ParquetWriter.CreateAsync(new ParquetSchema(_fields), stream).GetAwaiter().GetResult();
    }

    internal override IDisposable Prepare(ScoringWorker worker)
    {
        var count = worker.Rows.Count;
        List<Array> columns = [.. worker.Rows.Keys.Select(key => key[..count])];
        foreach (var output in worker.Outputs)
        {
            for (var slot = 0; slot < output.Width; slot++)
            {
                var values = output.CopySlot(slot, count);
                columns.Add(values is ReadOnlyMemory<char>[] texts ? Array.ConvertAll(texts, text => text.ToString()) : values);
            }
        }

        return new Block(count, columns);
    }

    internal override void Write(IDisposable prepared)
    {
        _waiting.Add((Block)prepared);
        if (_waiting.Sum(block => block.Count) >= RowsPerGroup)
        {
            WriteGroup();
        }
    }

    internal override void Finish()
    {
        if (_waiting.Count > 0)
        {
            WriteGroup();
        }

        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    public override void Dispose() => _waiting.Clear();

    private static Type FileType(Type type) => type == typeof(ReadOnlyMemory<char>) ? typeof(string) : type;

    private void WriteGroup()
    {
        using var group = _writer.CreateRowGroup();
        for (var i = 0; i < _fields.Length; i++)
        {
            var column = i;
            var task = _waiting[0].Columns[i] switch
            {
                float[] => group.WriteAsync<float>(_fields[i], Join<float>(column)),
                double[] => group.WriteAsync<double>(_fields[i], Join<double>(column)),
                bool[] => group.WriteAsync<bool>(_fields[i], Join<bool>(column)),
                uint[] => group.WriteAsync<uint>(_fields[i], Join<uint>(column)),
                int[] => group.WriteAsync<int>(_fields[i], Join<int>(column)),
                long[] => group.WriteAsync<long>(_fields[i], Join<long>(column)),
                _ => group.WriteAsync(_fields[i], Join<string>(column)),
            };
            task.GetAwaiter().GetResult();
        }

        _waiting.Clear();
    }

    private T[] Join<T>(int column) => [.. _waiting.SelectMany(block => (T[])block.Columns[column])];

    private sealed record Block(int Count, List<Array> Columns) : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
