using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Structure;

/// <summary>No line of code is longer than <c>.editorconfig</c> says.</summary>
public sealed partial class LineLengthTests
{
    [Theory]
    [InlineData("test")]
    [InlineData("samples")]
    [InlineData("eng")]
    public void Lines_are_no_longer_than_agreed(string folder)
    {
        var most = int.Parse(
            MaximumLineLength().Match(File.ReadAllText(Path.Combine(Build.RepositoryDirectory, ".editorconfig"))).Groups[1].Value,
            CultureInfo.InvariantCulture);
        var files = Directory.EnumerateFiles(Path.Combine(Build.RepositoryDirectory, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .ToArray();
        Assert.NotEmpty(files);

        var tooLong = files.SelectMany(file => File.ReadLines(file)
            .Select((line, index) => (line.Length, Place: $"{Path.GetRelativePath(Build.RepositoryDirectory, file)}:{index + 1}"))
            .Where(line => line.Length > most));

        Assert.Empty(tooLong);
    }

    [GeneratedRegex(@"^max_line_length = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex MaximumLineLength();
}
