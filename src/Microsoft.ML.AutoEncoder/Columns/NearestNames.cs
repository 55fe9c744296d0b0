namespace Microsoft.ML.AutoEncoder;

/// <summary>Which columns there are, for the error that says that one is missing: those with the most similar names first.</summary>
internal static class NearestNames
{
    private const int MaximumCount = 10;

    internal static string Describe(string name, IEnumerable<string> columns)
    {
        var distinct = columns.Distinct().ToArray();
        var nearest = distinct.OrderBy(column => Distance(name, column)).Take(MaximumCount).Select(column => $"'{column}'");
        return distinct.Length switch
        {
            0 => "There are no columns.",
            <= MaximumCount => $"The columns are {string.Join(", ", nearest)}.",
            _ => $"The columns with the most similar names are {string.Join(", ", nearest)}; " +
                $"there are {distinct.Length - MaximumCount} more.",
        };
    }

    /// <summary>The least number of characters to change, add or take away that makes one name of the other (Levenshtein, 1966),
    /// whatever their case.</summary>
    private static int Distance(string first, string second)
    {
        var previous = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var current = new int[previous.Length];
            current[0] = i;
            for (var j = 1; j < current.Length; j++)
            {
                var same = char.ToUpperInvariant(first[i - 1]) == char.ToUpperInvariant(second[j - 1]);
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + (same ? 0 : 1));
            }

            previous = current;
        }

        return previous[^1];
    }
}
