using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>A notebook of the documentation, as one program.</summary>
internal sealed partial class Notebook
{
    // What a notebook has and a program has not. What it prints is kept for the test.
    private const string Surroundings = """
        internal static class Cell
        {
            internal static void DisplayAs(this string text, string mimeType) => Console.WriteLine($"{mimeType}: {text}");
        }

        public static class Console
        {
            public static readonly System.Text.StringBuilder Output = new();

            public static void WriteLine(string line) => Output.AppendLine(line);
        }
        """;

    private readonly string[] _cells;

    internal Notebook(string path)
    {
        Json = JsonNode.Parse(File.ReadAllText(path))!;
        _cells = [.. Json["cells"]!.AsArray()
            .Where(cell => (string?)cell!["cell_type"] == "code")
            .Select(cell => string.Concat(cell!["source"]!.AsArray().Select(line => (string?)line)))];
    }

    internal JsonNode Json { get; }

    /// <summary>The packages that the cells reference, each with its version.</summary>
    internal Dictionary<string, string> Packages => _cells.SelectMany(cell => Package().Matches(cell))
        .ToDictionary(package => package.Groups["id"].Value, package => package.Groups["version"].Value);

    /// <summary>In a program usings come first and types last.</summary>
    internal string ToProgram()
    {
        var roots = _cells.Select(cell => CSharpSyntaxTree
            .ParseText(Package().Replace(cell, string.Empty), CSharpParseOptions.Default.WithKind(SourceCodeKind.Regular))
            .GetCompilationUnitRoot()).ToArray();
        var members = roots.SelectMany(root => root.Members).ToLookup(member => member is BaseTypeDeclarationSyntax);
        return string.Join('\n', [
            .. roots.SelectMany(root => root.Usings).Select(directive => directive.ToFullString()),
            .. members[false].Select(member => member.ToFullString()),
            .. members[true].Select(member => member.ToFullString()),
            Surroundings]);
    }

    [GeneratedRegex("""^#r "nuget: ?(?<id>[^,]+), ?(?<version>[^"]+)"\r?$""", RegexOptions.Multiline)]
    private static partial Regex Package();
}
