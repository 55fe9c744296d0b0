using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;
using Microsoft.ML.Runtime;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Package;

/// <summary>The package holds what it must, and nothing besides.</summary>
[Collection(nameof(PackedLibrary))]
[Trait(Speed.Name, Speed.Slow)]
public sealed class PackageContentTests(PackedLibrary library)
{
    [Fact]
    public void Package_holds_the_library_its_documentation_and_the_mend()
    {
        using var package = ZipFile.OpenRead(library.PackagePath);

        // What stands in these places belongs to the format of packages.
        var files = package.Entries.Select(entry => entry.FullName)
            .Where(name => !name.StartsWith("_rels/") && !name.StartsWith("package/") && name != "[Content_Types].xml");

        Assert.Equal(
            [
                "Microsoft.ML.AutoEncoder.nuspec",
                "README.md",
                "buildTransitive/Microsoft.ML.AutoEncoder.targets",
                "buildTransitive/WeakenSymbolVersion.cs",
                "icon.png",
                "lib/net10.0/Microsoft.ML.AutoEncoder.Onnx.dll",
                "lib/net10.0/Microsoft.ML.AutoEncoder.dll",
                "lib/net10.0/Microsoft.ML.AutoEncoder.xml",
            ],
            files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Symbols_stand_in_a_package_of_their_own()
    {
        using var package = ZipFile.OpenRead(library.SymbolsPath);

        Assert.Contains(package.Entries, entry => entry.FullName == "lib/net10.0/Microsoft.ML.AutoEncoder.pdb");
        Assert.Contains(package.Entries, entry => entry.FullName == "lib/net10.0/Microsoft.ML.AutoEncoder.Onnx.pdb");
    }

    [Fact]
    public void Package_depends_on_Protobuf_MLNet_its_tensors_and_the_managed_part_of_TorchSharp_only()
    {
        var dependencies = Metadata().Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(dependency => $"{dependency.Attribute("id")!.Value} {dependency.Attribute("version")!.Value}");

        Assert.Equal(
            ["Google.Protobuf 3.31.1", "Microsoft.ML [5.0.1, 6.0.0)", "System.Numerics.Tensors 9.0.19", "TorchSharp 0.107.0"],
            dependencies.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("license", "MIT")]
    [InlineData("icon", "icon.png")]
    [InlineData("readme", "README.md")]
    public void Metadata_names(string element, string value) =>
        Assert.Equal(value, Metadata().Descendants().Single(candidate => candidate.Name.LocalName == element).Value);

    [Fact]
    public void Library_asks_for_the_assemblies_of_MLNet_as_they_were_published()
    {
        var references = References(PackedAssembly());

        foreach (var published in new[] { typeof(MLContext).Assembly, typeof(Contracts).Assembly, typeof(IDataView).Assembly })
        {
            var name = published.GetName();
            Assert.Equal(name.Version, references[name.Name!]);
        }
    }

    [Fact]
    public void Package_brings_the_tensors_that_the_library_asks_for()
    {
        const string tensors = "System.Numerics.Tensors";
        var brought = Metadata().Descendants().Single(element => element.Attribute("id")?.Value == tensors).Attribute("version")!.Value;
        var asked = References(PackedAssembly())[tensors];

        Assert.Equal(brought, $"{asked.Major}.{asked.Minor}.{asked.Revision}");
    }

    private XDocument Metadata()
    {
        using var package = ZipFile.OpenRead(library.PackagePath);
        using var stream = package.GetEntry("Microsoft.ML.AutoEncoder.nuspec")!.Open();
        return XDocument.Load(stream);
    }

    private byte[] PackedAssembly()
    {
        using var package = ZipFile.OpenRead(library.PackagePath);
        using var stream = package.GetEntry("lib/net10.0/Microsoft.ML.AutoEncoder.dll")!.Open();
        var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static Dictionary<string, Version> References(byte[] assembly)
    {
        using var image = new PEReader(new MemoryStream(assembly));
        var metadata = image.GetMetadataReader();
        return metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .ToDictionary(reference => metadata.GetString(reference.Name), reference => reference.Version);
    }
}
