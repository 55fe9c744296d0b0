using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The column that an autoencoder reads, and those that it produces.</summary>
/// <param name="Input">The column of the rows.</param>
/// <param name="Outputs">The columns that are produced, in the order in which they are added to the data; one of them is the code.</param>
internal sealed record AutoEncoderColumns(string Input, ImmutableArray<OutputColumn> Outputs)
{
    /// <summary>How many columns a model can produce. Each can be wide, so a file must not ask for any number of them.</summary>
    internal const int MaximumCount = 10_000;

    /// <summary>The column of the code.</summary>
    internal string Code => Outputs.OfType<CodeColumn>().Single().Name;

    /// <summary>What is wrong with the columns, as a sentence; null if nothing is.</summary>
    internal string? FindFault()
    {
        if (Outputs.Length > MaximumCount)
        {
            return $"There are {Outputs.Length} output columns, more than the possible {MaximumCount}.";
        }

        var hasNames = !string.IsNullOrWhiteSpace(Input);
        var names = new HashSet<string>();
        string? doubled = null;
        var codeCount = 0;
        foreach (var output in Outputs)
        {
            hasNames &= !string.IsNullOrWhiteSpace(output.Name);
            doubled ??= names.Add(output.Name) ? null : output.Name;
            codeCount += output is CodeColumn ? 1 : 0;
        }

        return !hasNames ? "A column has no name."
            : doubled is not null ? $"Two output columns are called '{doubled}'."
            : codeCount != 1 ? "Not one output column is that of the code, or several are."
            : null;
    }
}
