namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Rows that can be copied, with their weights. Any number of threads may do so at once.</summary>
internal interface IRowSource
{
    /// <summary>Copies rows, and their weights.</summary>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="rows">Receives the values, row after row.</param>
    /// <param name="weights">Receives the weights; its length says how many rows to copy.</param>
    void CopyTo(int first, Span<float> rows, Span<float> weights);
}
