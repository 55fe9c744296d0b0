namespace Microsoft.ML.AutoEncoder.Tests.Package;

/// <summary>A project outside the repository.</summary>
internal sealed record UserProject(string Directory)
{
    internal string PathOf(params string[] names) => Path.Combine([Directory, .. names]);

    internal void Write(string fileName, string content) => File.WriteAllText(PathOf(fileName), content);

    internal Task<string> RunAsync(params string[] arguments) => DotNetCommand.RunAsync(Directory, arguments);
}
