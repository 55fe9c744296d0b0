namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Rows with their weights, in the memory of the host or of a device. Any number of threads may take some at once.</summary>
internal interface IRowSource
{
    /// <summary>Copies rows, and their weights.</summary>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="rows">Receives the values, row after row.</param>
    /// <param name="weights">Receives the weights; its length says how many rows to copy.</param>
    void CopyTo(int first, Span<float> rows, Span<float> weights);

    /// <summary>Copies rows without their zeros, and their weights.</summary>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="rows">Receives the rows at its end.</param>
    /// <param name="weights">Receives the weights; its length says how many rows to copy.</param>
    void CopyTo(int first, SparseRows rows, Span<float> weights);

    /// <summary>Copies labels of rows.</summary>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="labels">Receives them, NaN where a row has none; its length says of how many rows.</param>
    void CopyLabels(int first, Span<float> labels);

    /// <summary>Copies pseudo-labels of rows.</summary>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="labels">Receives them, NaN where a row has none; its length says of how many rows.</param>
    /// <param name="trusts">Receives how far each is trusted.</param>
    void CopyPseudoLabels(int first, Span<float> labels, Span<float> trusts) => labels.Fill(float.NaN);

    /// <summary>Picks rows, and their weights, that are on the device already.</summary>
    /// <param name="first">The number of the first row, from 0.</param>
    /// <param name="count">How many to pick.</param>
    /// <returns>Null if the rows are on the host: then they have to be copied.</returns>
    RowTensors? SelectOnDevice(int first, int count) => null;
}
