namespace Microsoft.ML.AutoEncoder;

/// <summary>Breaks a text into lines at its spaces, and a word where it is longer than a line.</summary>
internal static class WrappedText
{
    /// <param name="text">The text.</param>
    /// <param name="width">The most characters of a line, at least 1.</param>
    /// <returns>At least one line.</returns>
    internal static IReadOnlyList<string> Lines(string text, int width)
    {
        List<string> lines = [string.Empty];
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(word => word.Chunk(width)))
        {
            var piece = new string(word);
            if (lines[^1].Length == 0)
            {
                lines[^1] = piece;
            }
            else if (lines[^1].Length + 1 + piece.Length <= width)
            {
                lines[^1] += " " + piece;
            }
            else
            {
                lines.Add(piece);
            }
        }

        return lines;
    }
}
