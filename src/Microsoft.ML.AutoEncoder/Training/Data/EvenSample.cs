namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Copies of rows from all over the data that have a weight, picked in one pass and without knowing how many rows there are:
/// each nth one.</summary>
/// <param name="rowSize">The number of values of a row.</param>
/// <param name="hasWeights">Whether rows have weights.</param>
/// <param name="hasLabels">Whether rows have labels.</param>
internal sealed class EvenSample(int rowSize, bool hasWeights, bool hasLabels = false)
{
    // They tell a standard deviation to about one percent.
    private const int MostRows = 4_096;
    private const int LeastRows = 256;
    private const int MostValues = 1 << 23;

    private readonly int _capacity = Capacity(rowSize);
    private long _rowsSeen;
    private long _stride = 1;

    /// <summary>The rows that were picked so far.</summary>
    internal RowStore Rows { get; private set; } = new(rowSize, hasWeights, hasLabels);

    /// <summary>The greatest number of rows that are picked.</summary>
    internal static int Capacity(int rowSize) => Math.Clamp(MostValues / rowSize, LeastRows, MostRows);

    /// <summary>Shows the sample the next row. One that has no weight is passed over: a sample of such rows alone would have no
    /// mean.</summary>
    internal void Add(InputRow row, float weight, float label = float.NaN)
    {
        if (weight == 0)
        {
            return;
        }

        if (_rowsSeen++ % _stride != 0)
        {
            return;
        }

        if (Rows.RowCount == _capacity)
        {
            Rows = Rows.Copy(stride: 2);
            _stride *= 2;
            if ((_rowsSeen - 1) % _stride != 0)
            {
                return;
            }
        }

        Rows.Add(row, weight, label);
    }
}
