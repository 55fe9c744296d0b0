using System.Text.RegularExpressions;

namespace Microsoft.ML.AutoEncoder.Tests.Structure;

/// <summary>A folder of the library with the folders in it, or its top alone: the files there, and the types that they are named after.</summary>
internal sealed partial class Room
{
    /// <summary>The files that stand in no folder.</summary>
    internal const string Top = "(top)";

    private static readonly string SourceDirectory = Path.Combine(Build.RepositoryDirectory, "src", "Microsoft.ML.AutoEncoder");

    /// <param name="name">The path of the folder, with slashes.</param>
    internal Room(string name)
    {
        var directory = name == Top ? SourceDirectory : Path.Combine([SourceDirectory, .. name.Split('/')]);
        Files = Directory.Exists(directory)
            ? Directory.GetFiles(directory, "*.cs", name == Top ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)
            : [];
        Types = [.. Files.Select(file => Path.GetFileName(file).Split('.', '{')[0]).Distinct()];
    }

    internal static IEnumerable<string> AllFolders =>
        Directory.EnumerateDirectories(SourceDirectory).Select(folder => Path.GetFileName(folder)!).Where(folder => folder is not ("bin" or "obj"));

    internal string[] Files { get; }

    internal string[] Types { get; }

    /// <summary>Where a file of this room names a type of the other: "file: type".</summary>
    internal IEnumerable<string> FindMentions(Room other) =>
        from file in Files
        let words = FindTypeNames(File.ReadAllText(file))
        from type in other.Types
        where words.Contains(type)
        select $"{Path.GetFileName(file)}: {type}";

    /// <summary>The words that may be types: no comments, no literal text, no members behind a dot, no properties that get a value.</summary>
    private static HashSet<string> FindTypeNames(string code) =>
        [.. TypeName().Matches(LiteralText().Replace(Comment().Replace(code, string.Empty), "\"\"")).Select(match => match.Value)];

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex("(?<!\\$)\"(\\\\.|[^\"\\\\])*\"")]
    private static partial Regex LiteralText();

    [GeneratedRegex(@"(?<![.\w])[A-Z]\w*\b(?!\s*=[^=>])")]
    private static partial Regex TypeName();
}
