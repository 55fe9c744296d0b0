using System.Text.RegularExpressions;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>A block of C# in a page of the documentation.</summary>
internal sealed partial record CodeBlock(string Page, int Line, string Code)
{
    /// <summary>All blocks of the README files and of docs/.</summary>
    internal static IEnumerable<CodeBlock> FindAll() => Pages.FindAll().SelectMany(FindIn);

    /// <summary>Those of one page, or of all pages in a folder.</summary>
    /// <param name="path">From docs/ on.</param>
    internal static CodeBlock[] FindBelow(string path) =>
        [.. FindAll().Where(block => block.Page.StartsWith(Path.Combine("docs", path), StringComparison.Ordinal))];

    /// <summary>What names each of these blocks in a test: its page and line.</summary>
    internal static TheoryData<string, int> Data(IEnumerable<CodeBlock> blocks)
    {
        var data = new TheoryData<string, int>();
        foreach (var block in blocks)
        {
            data.Add(block.Page, block.Line);
        }

        return data;
    }

    /// <summary>The same code, with its files in a folder.</summary>
    internal CodeBlock WithFilesIn(TemporaryDirectory directory) =>
        this with { Code = FileName().Replace(Code, name => $"@\"{directory.File(name.Groups["name"].Value)}\"") };

    private static IEnumerable<CodeBlock> FindIn(string path)
    {
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        return Fence().Matches(text).Select(block =>
            new CodeBlock(
                Path.GetRelativePath(Build.RepositoryDirectory, path), text.AsSpan(0, block.Groups["code"].Index).Count('\n') + 1,
                block.Groups["code"].Value));
    }

    [GeneratedRegex("""
        "(?<name>[\w*-]+\.(csv|tsv|zip|png)|runs/first)"
        """)]
    private static partial Regex FileName();

    [GeneratedRegex(@"^```(csharp|cs|c#)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Fence();
}
