using System.Globalization;

namespace Microsoft.ML.AutoEncoder.Tests.Fuzz;

/// <summary>How many cases the fuzzers try, and with which random numbers. <c>FUZZ_CASES=30000 FUZZ_SEED=7</c> makes a long run of other cases.</summary>
internal static class FuzzCases
{
    private const int DefaultSeed = 1;

    /// <summary>The random numbers of each case: each can be tried again alone.</summary>
    /// <param name="defaultCount">How many cases a usual run has.</param>
    internal static IEnumerable<(string Name, Random Random)> Take(int defaultCount)
    {
        var seed = Number("FUZZ_SEED", DefaultSeed);
        for (var number = 0; number < Number("FUZZ_CASES", defaultCount); number++)
        {
            yield return ($"seed {seed}, case {number}", new Random(HashCodeOf(seed, number)));
        }
    }

    private static int HashCodeOf(int seed, int number) => unchecked((seed * 1_000_003) + number);

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
