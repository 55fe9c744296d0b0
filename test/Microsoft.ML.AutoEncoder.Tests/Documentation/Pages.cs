namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>The pages that people read.</summary>
internal static class Pages
{
    internal static string PathOf(params string[] names) => Path.Combine([Build.RepositoryDirectory, .. names]);

    internal static IEnumerable<string> FindAll() =>
        new[] { PathOf("README.md"), PathOf("eng", "Package", "README.md") }.Where(File.Exists)
            .Concat(Directory.EnumerateFiles(PathOf("docs"), "*.md", SearchOption.AllDirectories));
}
