namespace WebScoring.Requests;

/// <summary>The check that a list of numbers is one that the model can take.</summary>
internal static class Numbers
{
    /// <param name="name">What the client calls the list.</param>
    /// <param name="values">The list.</param>
    /// <param name="size">How many numbers it must have.</param>
    /// <param name="example">What the request looks like.</param>
    /// <returns>What is wrong with it; null if nothing is.</returns>
    internal static string? FindError(string name, float[]? values, int size, string example)
    {
        if (values is null)
        {
            return $"'{name}' is missing: send {example}.";
        }

        if (values.Length != size)
        {
            return $"'{name}' has {values.Length} numbers, but the model takes {size}.";
        }

        var slot = Array.FindIndex(values, value => !float.IsFinite(value));
        return slot < 0 ? null : $"'{name}' has a number at position {slot} that is beyond the range of a float.";
    }
}
