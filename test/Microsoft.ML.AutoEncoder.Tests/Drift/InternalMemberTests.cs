using Mono.Cecil;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Drift;

/// <summary>
/// The library relies on parts of ML.NET that are internal there, which no version of ML.NET promises to keep. They are listed in
/// eng/PublicizedReferences/InternalMembers.txt: what is missing in another version of ML.NET is found here, by name.
/// </summary>
/// <remarks>With the environment variable UPDATE_BASELINES=1 the tests write the list anew.</remarks>
public sealed class InternalMemberTests : IDisposable
{
    private static readonly string ListPath = Path.Combine(Build.RepositoryDirectory, "eng", "PublicizedReferences", "InternalMembers.txt");

    private readonly DefaultAssemblyResolver _resolver = new();

    public InternalMemberTests() => _resolver.AddSearchDirectory(AppContext.BaseDirectory);

    public void Dispose() => _resolver.Dispose();

    [Fact]
    public void MLNet_has_every_member_on_the_list()
    {
        var listed = File.ReadAllLines(ListPath);
        var declared = Directory.EnumerateFiles(AppContext.BaseDirectory, "Microsoft.ML*.dll")
            .Where(path => !Path.GetFileName(path).StartsWith("Microsoft.ML.AutoEncoder", StringComparison.Ordinal))
            .SelectMany(path => InternalMembers.DeclaredBy(Open(path)))
            .ToHashSet();

        Assert.NotEmpty(listed);
        Assert.All(listed, member => Assert.True(declared.Contains(member), $"This version of ML.NET does not have: {member}"));
    }

    [Fact]
    public void List_is_what_the_library_uses()
    {
        var used = InternalMembers.UsedBy(Open(typeof(AutoEncoderTransformer).Assembly.Location));
        Baseline.UpdateIfAsked(ListPath, used);

        var listed = File.ReadAllLines(ListPath);

        // Not the assertion of xunit for collections: it cuts off the names.
        var differences = used.Except(listed).Select(member => $"used, but not on the list: {member}")
            .Concat(listed.Except(used).Select(member => $"on the list, but not used: {member}"));
        var report = string.Join('\n', differences);
        Assert.True(report.Length == 0, report);
    }

    private ModuleDefinition Open(string path) =>
        ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = _resolver, InMemory = true });
}
