using System.Text.RegularExpressions;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>A block of C# in a page of the documentation.</summary>
internal sealed partial record CodeBlock(string Page, int Line, string Code)
{
    /// <summary>All blocks of the README files and of docs/.</summary>
    internal static IEnumerable<CodeBlock> FindAll() => Pages.FindAll().SelectMany(FindIn);

    private static IEnumerable<CodeBlock> FindIn(string path)
    {
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        return Fence().Matches(text).Select(block =>
            new CodeBlock(
                Path.GetRelativePath(Build.RepositoryDirectory, path), text.AsSpan(0, block.Groups["code"].Index).Count('\n') + 1,
                block.Groups["code"].Value));
    }

    [GeneratedRegex(@"^```(csharp|cs|c#)\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Fence();
}
