using System.Diagnostics;
using System.Reflection;

namespace Benchmarks.Scoring.Processes;

/// <summary>Publishes an application that references the library and nothing else.</summary>
internal static class PublishedApplication
{
    /// <returns>The size of what was published, and how many files of libtorch or of TorchSharp's native part are among it.</returns>
    internal static (long Bytes, int NativeTorchFiles) Measure()
    {
        var project = typeof(PublishedApplication).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "ScoringApplication").Value!;
        var directory = Directory.CreateTempSubdirectory("autoencoder-publish-");
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("dotnet", ["publish", project, "-c", "Release", "-o", directory.FullName, "-v", "quiet"]))!;
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException("The application that only scores could not be published.");
            }

            var files = directory.GetFiles("*", SearchOption.AllDirectories);
            return (files.Sum(file => file.Length),
                files.Count(file => file.Name.Contains("torch", StringComparison.OrdinalIgnoreCase) && file.Name != "TorchSharp.dll"));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
