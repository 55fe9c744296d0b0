namespace Benchmarks.Quality;

/// <summary>Finds the folder of the documentation from wherever in the repository the program was started.</summary>
internal static class RepositoryFolder
{
    /// <summary>The folder of the pages.</summary>
    internal static string Documentation { get; } = Path.Combine(FindRoot(), "docs");

    /// <summary>The folder of their pictures.</summary>
    internal static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(Documentation, "images")).FullName;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Microsoft.ML.AutoEncoder.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Microsoft.ML.AutoEncoder.sln. The " +
            $"command writes to the documentation of the repository that it was built in.");
    }
}
