namespace Microsoft.ML.AutoEncoder;

/// <summary>Something that a look at a finished training has shown, and what can be done about it.</summary>
/// <remarks>The log of the <see cref="MLContext"/> has the same at the end of a fit.</remarks>
public sealed class TrainingFinding
{
    internal TrainingFinding(TrainingFindingKind kind, string message)
    {
        Kind = kind;
        Message = message;
    }

    /// <summary>What was found.</summary>
    public TrainingFindingKind Kind { get; }

    /// <summary>What was found, with its figures, and what can be done about it. The same in every culture.</summary>
    public string Message { get; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
