namespace AutoEncoderTool.Reading;

/// <summary>A table that is read from its beginning to its end, in blocks of rows.</summary>
internal abstract class Source : IDisposable
{
    /// <summary>What messages call it: the path, or standard input.</summary>
    internal abstract string Name { get; }

    /// <summary>The names of the columns; their numbers, from 1 on, where there is no header.</summary>
    internal abstract IReadOnlyList<string> Columns { get; }

    /// <summary>Whether the names are those of a header.</summary>
    internal abstract bool HasHeader { get; }

    /// <summary>The bytes of the table; null if nobody knows.</summary>
    internal abstract long? Length { get; }

    /// <summary>Says which columns will be asked for.</summary>
    internal virtual void Choose(RowLayout layout)
    {
    }

    /// <summary>Reads the table once. A second time only where <see cref="CanReadAgain"/> says so.</summary>
    internal abstract IEnumerable<SourceBlock> ReadBlocks(CancellationToken cancellationToken);

    internal abstract bool CanReadAgain { get; }

    public abstract void Dispose();

    internal string DescribeColumn(int column) => HasHeader ? $"column {column + 1} ({Columns[column]})" : $"column {column + 1}";
}
