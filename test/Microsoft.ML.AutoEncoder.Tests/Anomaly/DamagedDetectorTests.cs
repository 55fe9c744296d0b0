using System.Buffers.Binary;
using Microsoft.ML.AutoEncoder.Tests.ModelFile;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

/// <summary>A damaged or forged file of an anomaly detector gives one clear error.</summary>
public sealed class DamagedDetectorTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _mlContext = new(1);
    private readonly string _intactPath;

    public DamagedDetectorTests()
    {
        var data = new SyntheticData().Dense;
        _intactPath = _directory.File("intact.zip");
        _mlContext.Model.Save(TinyAnomalyDetector.Fit(data), data.Schema, _intactPath);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Flipped_bit_anywhere_in_our_part_is_refused()
    {
        var (start, length) = Open().OwnPart.GetOffsetAndLength(int.MaxValue);
        for (var i = start; i < start + length; i++)
        {
            var archive = Open();
            archive.Key[i] ^= (byte)(1 << (i % 8));

            AssertRefused(archive, "the file is damaged");
        }
    }

    [Fact]
    public void Flipped_bit_in_the_weights_is_refused()
    {
        var archive = Open();
        archive.Parameters[17] ^= 4;

        AssertRefused(archive, "weights do not match their checksum");
    }

    [Fact]
    public void Threshold_that_is_no_number_is_refused()
    {
        var archive = Open();
        BinaryPrimitives.WriteSingleLittleEndian(archive.Description[^BehindMeasure..], float.NaN);
        archive.SignDescription();

        AssertRefused(archive, "threshold is not a number");
    }

    [Fact]
    public void Name_of_another_column_is_refused()
    {
        var archive = Open();
        archive.Description[^TinyAnomalyDetector.SlotErrors.Length..].Fill((byte)' ');
        archive.SignDescription();

        AssertRefused(archive, "cannot be the name of its column");
    }

    private static int BehindMeasure => sizeof(float) + 1 + 1 + TinyAnomalyDetector.SlotErrors.Length;

    private ModelArchive Open() => new(_intactPath, "/Model", sizeof(int));

    private void AssertRefused(ModelArchive archive, string message)
    {
        var path = _directory.File("changed.zip");
        archive.Save(path);
        var exception = Assert.ThrowsAny<Exception>(() => _mlContext.Model.Load(path, out _));
        Assert.Contains(message, exception.ToString());
    }
}
