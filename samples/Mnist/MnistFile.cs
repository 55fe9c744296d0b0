using System.Security.Cryptography;

namespace Mnist;

/// <summary>One of the four files of MNIST, unpacked.</summary>
/// <param name="Name">The canonical file name.</param>
/// <param name="Sha256">The hash of the content, in lower-case hexadecimal digits.</param>
internal sealed record MnistFile(string Name, string Sha256)
{
    internal static readonly MnistFile TrainImages =
        new("train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");

    internal static readonly MnistFile TrainLabels =
        new("train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");

    internal static readonly MnistFile TestImages =
        new("t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");

    internal static readonly MnistFile TestLabels =
        new("t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    internal static readonly IReadOnlyList<MnistFile> All = [TrainImages, TrainLabels, TestImages, TestLabels];

    internal bool IsContent(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content)) == Sha256;

    public override string ToString() => Name;
}
