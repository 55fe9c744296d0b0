using System.Reflection;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What the bits of a training depend on besides its options, line by line.</summary>
internal static class TrainingIdentity
{
    /// <summary>Changes with every release, unlike the version in the assembly's name, which model files need to stay the same. Without the
    /// commit, which builds append.</summary>
    internal static string Release { get; } =
        typeof(TrainingIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? "unknown";

    /// <param name="trainingRows">The number of rows to train on.</param>
    /// <param name="validationRows">The number of rows for validation; 0 if there are none.</param>
    /// <param name="isSplit">Whether those were set aside from the others.</param>
    internal static string[] Describe(long trainingRows, int validationRows, bool isSplit)
    {
        var origin = validationRows == 0 ? string.Empty : isSplit ? ", set aside" : ", given apart";
        return
        [
            $"release: {Release}",
            FormattableString.Invariant($"training rows: {trainingRows}"),
            FormattableString.Invariant($"validation rows: {validationRows}{origin}"),
        ];
    }
}
