namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Learns from a sample of the training rows how to scale them.</summary>
internal static class ScaleEstimator
{
    // Beyond so many quartile ranges from the quartiles a value is an outlier, and counts as if it were there.
    private const float FarthestInQuartileRanges = 10;

    // Where most values are the same, the unit is at least this part of the range: otherwise a value that is rare in training would be
    // far away whenever it comes.
    private const double LeastUnitToRange = 0.1;

    private const int SlotsAtOnce = 256;

    // A slot whose values differ by less than this part of their size does not vary: the rest is rounding.
    private const double LeastSpreadToSize = 1e-6;

    /// <param name="scaling">How to scale.</param>
    /// <param name="rows">The sample, at least one row.</param>
    /// <returns>Null where rows are taken as they are.</returns>
    internal static InputScale? Estimate(InputScaling scaling, RowStore rows) => scaling switch
    {
        InputScaling.None => null,
        InputScaling.PerSlot => PerSlot(rows),
        InputScaling.Overall => Overall(rows),
        _ => throw new ArgumentOutOfRangeException(nameof(scaling), scaling, null),
    };

    private static InputScale PerSlot(RowStore rows)
    {
        var size = rows.RowSize;
        var (offsets, units, values) = (new float[size], new float[size], new float[rows.RowCount]);
        // Many slots at a time: a sparse row has to be searched for one.
        var all = new SparseRows(size);
        all.Add(rows);
        var some = new float[SlotsAtOnce * values.Length];
        for (var first = 0; first < size; first += SlotsAtOnce)
        {
            var count = Math.Min(SlotsAtOnce, size - first);
            all.Spread(first, count, some);
            for (var slot = 0; slot < count; slot++)
            {
                for (var row = 0; row < values.Length; row++)
                {
                    values[row] = some[(row * count) + slot];
                }

                (offsets[first + slot], units[first + slot]) = CentreAndSpread(values);
            }
        }

        return new InputScale(offsets, units);
    }

    private static (float Centre, float Spread) CentreAndSpread(float[] values)
    {
        Array.Sort(values);
        double lower = values[values.Length / 4];
        double upper = values[values.Length * 3 / 4];
        var reach = upper > lower ? FarthestInQuartileRanges * (upper - lower) : double.PositiveInfinity;
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in values)
        {
            // From the quartile on, so that a large mean does not cancel the squares.
            var distance = Math.Clamp(value, lower - reach, upper + reach) - lower;
            sum += distance;
            squares += distance * distance;
        }

        var mean = sum / values.Length;
        var spread = Math.Sqrt(Math.Max(0, (squares / values.Length) - (mean * mean)));
        var centre = lower + mean;
        var unit = upper > lower ? spread : Math.Max(spread, LeastUnitToRange * (values[^1] - values[0]));
        return ((float)centre, spread > LeastSpreadToSize * Math.Abs(centre) && (float)unit > 0 ? (float)unit : 1f);
    }

    private static InputScale Overall(RowStore rows)
    {
        var squares = 0.0;
        var scratch = new float[rows.RowSize];
        for (var row = 0; row < rows.RowCount; row++)
        {
            // Zeros add nothing.
            foreach (var value in rows.Row(row, scratch).Values)
            {
                squares += (double)value * value;
            }
        }

        var unit = (float)Math.Sqrt(squares / rows.RowCount / rows.RowSize);
        var units = new float[rows.RowSize];
        Array.Fill(units, unit > 0 && float.IsFinite(unit) ? unit : 1f);
        return new InputScale(new float[units.Length], units);
    }
}
