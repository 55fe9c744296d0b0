namespace AutoEncoderTool.Reading;

/// <summary>Some rows as they were read; what is in them is found out later, by several threads.</summary>
internal abstract class SourceBlock : IDisposable
{
    /// <summary>The part of <see cref="Source.Length"/> that the block is.</summary>
    internal abstract long Length { get; }

    /// <summary>Turns the rows into numbers and texts.</summary>
    /// <exception cref="ToolException">Something in the table cannot be read; the message says where.</exception>
    internal abstract void Parse(RowBlock rows);

    public abstract void Dispose();
}
