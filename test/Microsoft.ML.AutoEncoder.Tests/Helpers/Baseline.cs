namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Committed files that tests compare with what is: <c>UPDATE_BASELINES=1 dotnet test</c> writes them anew.</summary>
internal static class Baseline
{
    internal static bool ShallUpdate => Environment.GetEnvironmentVariable("UPDATE_BASELINES") == "1";

    internal static void UpdateIfAsked(string path, IEnumerable<string> lines)
    {
        if (ShallUpdate)
        {
            File.WriteAllText(path, string.Join('\n', lines) + "\n");
        }
    }
}
