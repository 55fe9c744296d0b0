using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Package;

/// <summary>A package feed that does not answer fails the tests that need it, and does not hold them up.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class SilentFeedTests
{
    [Fact]
    public async Task Command_that_waits_for_a_feed_is_stopped_and_named()
    {
        using var feed = new TcpListener(IPAddress.Loopback, 0);
        feed.Start();
        using var directory = new TemporaryDirectory();
        File.WriteAllText(
            directory.File("nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="silent" value="http://{feed.LocalEndpoint}/index.json" allowInsecureConnections="true" />
              </packageSources>
            </configuration>
            """);
        File.WriteAllText(
            directory.File("Application.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Nothing" Version="1.0.0" /></ItemGroup>
            </Project>
            """);

        var failure = await Assert.ThrowsAnyAsync<Exception>(
            () => DotNetCommand.RunAsync(Path.GetDirectoryName(directory.File("nuget.config"))!, TimeSpan.FromSeconds(3), "restore"));

        Assert.Contains("dotnet restore\nwas stopped", failure.Message);
    }
}
