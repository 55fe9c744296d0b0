using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Keeps what was measured at the training rows; of more rows than fit, a sample that the same seed chooses again.</summary>
/// <param name="size">The number of values of a point.</param>
/// <param name="seed">Decides which rows are kept.</param>
/// <param name="most">How many rows are kept at most.</param>
internal sealed class SampledRows(int size, int seed, int most = SampledRows.MostRows)
{
    /// <summary>The greatest number of rows that are kept: so many tell a covariance to about a percent.</summary>
    internal const int MostRows = 20_000;

    private readonly List<float> _points = [];
    private readonly List<double> _errors = [];
    private readonly List<double> _layerErrors = [];
    private readonly List<double> _weights = [];
    // The greatest key first: its row makes room for one with a smaller key.
    private readonly PriorityQueue<int, ulong> _kept = new(Comparer<ulong>.Create((first, second) => second.CompareTo(first)));
    private long _seen;

    internal int Count => _errors.Count;

    internal float[] Points => [.. _points];

    internal double[] Errors => [.. _errors];

    internal double[] LayerErrors => [.. _layerErrors];

    internal double[] Weights => [.. _weights];

    /// <summary>Evenly distributed numbers, one for each row.</summary>
    internal static ulong Key(long row, int seed) =>
        SplitMix64.Mix(SplitMix64.Mix(unchecked((ulong)seed)) + unchecked((ulong)(row + 1) * SplitMix64.GoldenRatio));

    /// <summary>The sample for other processes.</summary>
    internal byte[] ToBytes() =>
    [
        .. MemoryMarshal.AsBytes<double>([.. _errors, .. _layerErrors, .. _weights]),
        .. MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_points)),
    ];

    /// <summary>Adds another sample as it is.</summary>
    /// <param name="bytes">What <see cref="ToBytes"/> has given.</param>
    internal void Add(byte[] bytes)
    {
        var count = bytes.Length / ((3 * sizeof(double)) + (size * sizeof(float)));
        var values = MemoryMarshal.Cast<byte, double>(bytes.AsSpan(0, 3 * count * sizeof(double)));
        _errors.AddRange(values[..count]);
        _layerErrors.AddRange(values.Slice(count, count));
        _weights.AddRange(values[(2 * count)..]);
        _points.AddRange(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(3 * count * sizeof(double))));
    }

    /// <param name="point">Where the row lies.</param>
    /// <param name="error">The error of its reconstruction.</param>
    /// <param name="layerError">The error that a layer sees.</param>
    /// <param name="weight">Its weight.</param>
    internal void Add(ReadOnlySpan<float> point, double error, double layerError, double weight)
    {
        var key = Key(_seen++, seed);
        if (Count < most)
        {
            _kept.Enqueue(Count, key);
            _points.AddRange(point);
            _errors.Add(error);
            _layerErrors.Add(layerError);
            _weights.Add(weight);
        }
        else if (_kept.TryPeek(out var place, out var greatest) && key < greatest)
        {
            _kept.DequeueEnqueue(place, key);
            point.CopyTo(CollectionsMarshal.AsSpan(_points).Slice(place * size, size));
            (_errors[place], _layerErrors[place], _weights[place]) = (error, layerError, weight);
        }
    }
}
