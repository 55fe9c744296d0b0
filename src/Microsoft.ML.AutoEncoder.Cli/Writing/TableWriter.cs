using AutoEncoderTool.Scoring;

namespace AutoEncoderTool.Writing;

/// <summary>Writes scored rows, block after block.</summary>
internal abstract class TableWriter : IDisposable
{
    /// <summary>Makes of a block what will be written; several threads do so at once. What comes out does not depend on the worker any
    /// more.</summary>
    internal abstract IDisposable Prepare(ScoringWorker worker);

    /// <summary>Writes the next block.</summary>
    internal abstract void Write(IDisposable prepared);

    /// <summary>Writes what stands at the end.</summary>
    internal abstract void Finish();

    public abstract void Dispose();
}
