using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Samples;

/// <summary>The command line of the program that trains the model of the service.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class WebScoringModelTests : IDisposable
{
    private static readonly string Program = Path.Combine(Build.WebScoringModelDirectory, "WebScoringModel.dll");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Help_explains_and_trains_nothing()
    {
        var output = await DotNetCommand.RunAsync(_directory.File("."), Program, "--help");

        Assert.Contains("FILE", output);
        Assert.DoesNotContain("Training the encoder", output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.File(".")));
    }

    [Theory]
    [InlineData("--hlep")]
    [InlineData("one.zip", "two.zip")]
    public async Task What_is_not_understood_is_refused(params string[] arguments)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => DotNetCommand.RunAsync(_directory.File("."), [Program, .. arguments]));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.File(".")));
    }
}
