using System.Reflection;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Where the build put things that tests look at.</summary>
internal static class Build
{
    internal static string ProbeDirectory => Metadata("ProbeDirectory");

    internal static string MpiProbeDirectory => Metadata("MpiProbeDirectory");

    internal static string WebScoringDirectory => Metadata("WebScoringDirectory");

    internal static string WebScoringModelDirectory => Metadata("WebScoringModelDirectory");

    internal static string RepositoryDirectory => Metadata("RepositoryDirectory");

    private static string Metadata(string key) =>
        typeof(Build).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
