namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How a process of a group gets at what the others have for its part of the parameters, and gives them what it has.</summary>
internal interface IPartExchange
{
    /// <summary>A value for each parameter, which this process writes.</summary>
    Span<float> Mine { get; }

    /// <summary>Waits until all processes have written theirs.</summary>
    void Exchange();

    /// <summary>What a process has written for this process's part of the parameters; to be read before <see cref="Spread"/>.</summary>
    ReadOnlySpan<float> PartOf(int rank);

    /// <summary>Gives all processes the values that each has for its part.</summary>
    /// <param name="values">A value for each parameter.</param>
    void Spread(Span<float> values);
}
