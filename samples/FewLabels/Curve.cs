namespace FewLabels;

/// <summary>How accuracy grows with the number of labels.</summary>
/// <param name="Name">What the classifier was given.</param>
internal sealed record Curve(string Name)
{
    private readonly SortedDictionary<int, List<double>> _points = [];

    /// <summary>The number of labels, and the accuracies of its draws.</summary>
    internal IReadOnlyList<(int Labels, IReadOnlyList<double> Accuracies)> Points =>
        [.. _points.Select(point => (point.Key, (IReadOnlyList<double>)point.Value))];

    internal void Add(int labels, double accuracy)
    {
        if (!_points.TryGetValue(labels, out var accuracies))
        {
            _points.Add(labels, accuracies = []);
        }

        accuracies.Add(accuracy);
    }
}
