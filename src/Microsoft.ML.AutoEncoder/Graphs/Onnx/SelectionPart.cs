namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>A tensor that is part of how a graph keeps the largest values of a row and sets the others to 0: TopK gives the values and
/// their places, ConstantOfShape rows of zeros, and ScatterElements puts the former into the latter.</summary>
internal abstract record SelectionPart
{
    /// <summary>The message where something else is made of it.</summary>
    internal const string Misuse =
        "The largest values of a row can be read only where TopK, ConstantOfShape and ScatterElements set the others to 0.";

    /// <summary>The largest values of each row.</summary>
    /// <param name="Source">The rows.</param>
    /// <param name="Count">How many are taken.</param>
    internal sealed record Values(Signal Source, int Count) : SelectionPart;

    /// <summary>Where in its row each of the values stands.</summary>
    internal sealed record Places(Values Of) : SelectionPart;

    /// <summary>Rows of zeros, as many as the input has.</summary>
    /// <param name="Size">The number of values of a row.</param>
    internal sealed record Zeros(int Size) : SelectionPart;
}
