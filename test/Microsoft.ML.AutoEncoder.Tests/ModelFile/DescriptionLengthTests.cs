using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.ModelFile;

/// <summary>An archive can unpack to any size: the description is bounded before it is read.</summary>
public sealed class DescriptionLengthTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_description_of_gigabytes_is_refused_before_it_is_read()
    {
        const int length = 1_500_000_000;
        using var file = File.Create(_directory.File("description"));
        file.Write(BitConverter.GetBytes(length));
        file.SetLength(2L * length); // Takes no space: nothing is written there.
        file.Position = 0;
        using var reader = new BinaryReader(file);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var exception = Assert.Throws<InvalidDataException>(() => FramedDescription.Read(reader));

        Assert.Contains("1500000000", exception.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }
}
