using System.Xml.Linq;
using Microsoft.ML.AutoEncoder.Tests.Documentation;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Package;

/// <summary>What <c>dotnet new</c> makes of the templates is a program that runs.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class TemplateTests : IDisposable
{
    private static readonly string Content = Pages.PathOf("eng", "Templates", "content");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("autoencoder-pipeline")]
    [InlineData("autoencoder-detector")]
    public async Task Template_becomes_a_program_that_runs(string template)
    {
        // Templates are kept in a folder of the test's own, and not in the user's.
        string[] hive = ["--debug:custom-hive", _directory.File("hive")];
        await DotNetCommand.RunAsync(_directory.File("."), ["new", "install", Content, .. hive]);
        await DotNetCommand.RunAsync(_directory.File("."),
            ["new", template, "--name", "Mine", "--output", _directory.File("Mine"), .. hive]);

        Assert.Equal(
            ["Mine.csproj", "Program.cs"],
            Directory.EnumerateFileSystemEntries(_directory.File("Mine")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        BlockCompiler.Run(File.ReadAllText(_directory.File("Mine/Program.cs")), template, _directory.File("model.zip"));
        Assert.True(File.Exists(_directory.File("model.zip")));
    }

    [Theory]
    [InlineData("pipeline")]
    [InlineData("detector")]
    public void Packages_are_those_of_this_version(string template)
    {
        var versions = XDocument.Load(Pages.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => (string)package.Attribute("Include")!, package => (string)package.Attribute("Version")!);
        var version = (string)XDocument.Load(Pages.PathOf("Directory.Build.props")).Descendants("Version").Single()!;
        var project = XDocument.Load(Directory.EnumerateFiles(Path.Combine(Content, template), "*.csproj").Single());

        Assert.Equal(
            [$"Microsoft.ML.AutoEncoder {version}", $"TorchSharp-cpu {versions["TorchSharp-cpu"]}"],
            project.Descendants("PackageReference")
                .Select(package => $"{package.Attribute("Include")!.Value} {package.Attribute("Version")!.Value}"));
    }
}
