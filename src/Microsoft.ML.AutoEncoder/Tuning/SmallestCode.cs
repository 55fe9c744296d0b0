using System.Text;
using static System.FormattableString;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The smallest code that keeps a part of the variance, as far as a search has found one.</summary>
public sealed class SmallestCode
{
    internal SmallestCode()
    {
    }

    /// <summary>The smallest code that was found to keep <see cref="Wanted"/>. Where none does, the one that keeps most.</summary>
    public int CodeSize => Model.CodeSize;

    /// <summary>The model with this code. It was trained without the validation rows.</summary>
    public required AutoEncoderTransformer Model { get; init; }

    /// <summary>The part of the variance that it explains, of the validation rows.</summary>
    public required double ExplainedVariance { get; init; }

    /// <summary>The part that was wanted.</summary>
    public required double Wanted { get; init; }

    /// <summary>Whether the code keeps what was wanted.</summary>
    public bool IsReached => ExplainedVariance >= Wanted;

    /// <summary>Whether the search came to its end. False if the time limit was up before: a smaller code may do as well then, or a larger
    /// one where <see cref="IsReached"/> is false.</summary>
    public required bool HasEnded { get; init; }

    /// <summary>What was tried, in that order.</summary>
    public required IReadOnlyList<CodeSizeTrial> Trials { get; init; }

    /// <summary>What came of the search in words, and a table of what was tried, with lines of at most 80 characters. The same in every
    /// culture.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var outcome = IsReached
            ? Invariant($"{CodeSize} values keep {ExplainedVariance:0.0###} of the variance; wanted {Wanted:0.0###}.")
            : Invariant($"No code tried keeps {Wanted:0.0###} of the variance; the best has {CodeSize} values and keeps ") +
              Invariant($"{ExplainedVariance:0.0###}.");
        foreach (var line in WrappedText.Lines(HasEnded ? outcome : outcome + " Time was up before the end.", width: 80))
        {
            text.Append(line).Append('\n');
        }

        var table = new TextTable(" Code", " Explained variance", " Epochs", " Seconds");
        foreach (var trial in Trials.OrderBy(trial => trial.CodeSize))
        {
            table.Add(
                Invariant($"{trial.CodeSize}"),
                Invariant($"{trial.ExplainedVariance:0.0000}"),
                Invariant($"{trial.Epochs}"),
                Invariant($"{trial.Time.TotalSeconds:f1}"));
        }

        table.WriteTo(text);
        return text.ToString();
    }
}
