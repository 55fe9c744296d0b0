namespace Microsoft.ML.AutoEncoder;

/// <summary>The values below which given shares of weighted values lie.</summary>
internal sealed class WeightedQuantiles
{
    private readonly double[] _values;
    private readonly double[] _weightsUpTo;

    /// <param name="values">The values.</param>
    /// <param name="weights">A weight for each of them, at least 0; not all are 0. Values without weight do not count.</param>
    internal WeightedQuantiles(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var order = new List<(double Value, double Weight)>(values.Length);
        for (var n = 0; n < values.Length; n++)
        {
            if (weights[n] > 0)
            {
                order.Add((values[n], weights[n]));
            }
        }

        order.Sort((first, second) => first.Value.CompareTo(second.Value));
        _values = [.. order.Select(pair => pair.Value)];
        _weightsUpTo = new double[_values.Length];
        var sum = 0.0;
        for (var n = 0; n < _values.Length; n++)
        {
            _weightsUpTo[n] = sum += order[n].Weight;
        }
    }

    internal int Count => _values.Length;

    /// <summary>The least value up to which there is at least the given share of the weight.</summary>
    internal double At(double share)
    {
        var place = Array.BinarySearch(_weightsUpTo, share * _weightsUpTo[^1]);
        return _values[Math.Min(place < 0 ? ~place : place, _values.Length - 1)];
    }

    /// <summary>The share of the weight of the values that are smaller, in [0, 1).</summary>
    internal double Below(double value)
    {
        var place = Array.BinarySearch(_values, value);
        place = place < 0 ? ~place : place;
        while (place > 0 && _values[place - 1] == value)
        {
            place--;
        }

        return place == 0 ? 0 : _weightsUpTo[place - 1] / _weightsUpTo[^1];
    }
}
