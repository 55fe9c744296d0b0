using System.Buffers.Binary;
using System.Xml.Linq;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>The cells of the notebook, one after the other, are a program that runs.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class NotebookTests : IDisposable
{
    private const string FolderVariable = "MNIST_DIR";

    private readonly TemporaryDirectory _directory = new();
    private readonly Notebook _notebook = new(Pages.PathOf("docs", "notebooks", "mnist.ipynb"));

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(FolderVariable, null);
        _directory.Dispose();
    }

    [Fact]
    public void Cells_run()
    {
        WriteImages("train", 300);
        WriteImages("t10k", 40);
        Environment.SetEnvironmentVariable(FolderVariable, _directory.File("."));

        var program = BlockCompiler.Run(_notebook.ToProgram(), "Notebook");

        var output = program.GetType("Console")!.GetField("Output")!.GetValue(null)!.ToString();
        Assert.Contains("epoch 10: loss 0.", output);
        Assert.Contains("Accuracy on 40 test images: ", output);
        Assert.Contains("text/html: <svg ", output);
        Assert.Contains("40 of 40 test images have the same scores as before saving.", output);
    }

    [Fact]
    public void Packages_are_those_of_this_version()
    {
        var versions = XDocument.Load(Pages.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => (string)package.Attribute("Include")!, package => (string)package.Attribute("Version")!);
        var version = (string)XDocument.Load(Pages.PathOf("Directory.Build.props")).Descendants("Version").Single();

        Assert.Equal(
            new Dictionary<string, string> { ["Microsoft.ML.AutoEncoder"] = version, ["TorchSharp-cpu"] = versions["TorchSharp-cpu"] },
            _notebook.Packages);
    }

    [Fact]
    public void Notebook_is_stored_without_results() =>
        Assert.All(_notebook.Json["cells"]!.AsArray(), cell => Assert.Empty(cell!["outputs"]?.AsArray() ?? []));

    /// <summary>Files like those of MNIST, of bars at places that tell the digit.</summary>
    private void WriteImages(string name, int count)
    {
        var (images, labels) = (new byte[16 + (784 * count)], new byte[8 + count]);
        BinaryPrimitives.WriteInt32BigEndian(images.AsSpan(4), count);
        for (var image = 0; image < count; image++)
        {
            labels[8 + image] = (byte)(image % 10);
            images.AsSpan(16 + (784 * image) + (56 * (image % 10)) + (image % 7), 60).Fill(200);
        }

        File.WriteAllBytes(_directory.File($"{name}-images-idx3-ubyte"), images);
        File.WriteAllBytes(_directory.File($"{name}-labels-idx1-ubyte"), labels);
    }
}
