using System.Text.RegularExpressions;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>Links between the pages, and from them to files, lead somewhere.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_into_the_repository_leads_to_a_file()
    {
        var links = Pages.FindAll()
            .SelectMany(page => Link().Matches(File.ReadAllText(page)).Select(link => (Page: page, Target: link.Groups["target"].Value)))
            .Where(link => !link.Target.Contains("://") && !link.Target.StartsWith('#'))
            .ToArray();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(link.Page)!, link.Target.Split('#')[0])),
            $"{link.Page}: {link.Target}"));
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
