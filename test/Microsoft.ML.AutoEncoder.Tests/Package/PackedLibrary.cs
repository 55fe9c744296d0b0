using System.Reflection;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Package;

/// <summary>
/// The library as a NuGet package in a folder of its own, with a version that no cache has seen. An empty directory beside it
/// takes in what a user would write; NuGet finds the package from there.
/// </summary>
[CollectionDefinition(nameof(PackedLibrary))]
public sealed class PackedLibrary : IAsyncLifetime, ICollectionFixture<PackedLibrary>
{
    private const string Id = "Microsoft.ML.AutoEncoder";

    private readonly TemporaryDirectory _directory = new();

    internal string Version { get; } = $"1.0.0-test.{Guid.NewGuid():N}";

    internal string PackagePath => Path.Combine(_directory.File("feed"), $"{Id}.{Version}.nupkg");

    internal string SymbolsPath => Path.ChangeExtension(PackagePath, "snupkg");

    /// <summary>Packs what the build of the tests has built.</summary>
    public async ValueTask InitializeAsync()
    {
        var project = Path.Combine(Build.RepositoryDirectory, "src", Id);
        var configuration = typeof(PackedLibrary).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        await DotNetCommand.RunAsync(
            project, "pack", "--no-build", "--configuration", configuration, "--output", _directory.File("feed"),
            $"-p:PackageVersion={Version}", $"-p:NuspecOutputPath={_directory.File("nuspec")}/");

        // One more source: those of the user stay.
        File.WriteAllText(
            _directory.File("nuget.config"),
            "<configuration><packageSources><add key=\"package under test\" value=\"feed\" /></packageSources></configuration>");
    }

    public ValueTask DisposeAsync()
    {
        var cached = Path.Combine(NuGetPackages.Directory, Id.ToLowerInvariant(), Version);
        if (Directory.Exists(cached))
        {
            Directory.Delete(cached, recursive: true);
        }

        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Creates a new project as <c>dotnet new</c> does, which references the package if it is to.</summary>
    internal async Task<UserProject> CreateProjectAsync(string template, string name, bool referencesPackage = true)
    {
        var project = new UserProject(_directory.File(name));
        Directory.CreateDirectory(project.Directory);
        await project.RunAsync("new", template, "--no-restore");
        if (referencesPackage)
        {
            await project.RunAsync("add", "package", Id, "--version", Version);
        }

        return project;
    }
}
