using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.ML.AutoEncoder.Tests.Continuing;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.ModelFile;

/// <summary>The state that a model keeps is checked as strictly as its weights.</summary>
public sealed class DamagedStateTests : IDisposable
{
    private const long ModestAllocation = 4 << 20;

    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _mlContext = new(1);
    private readonly string _intactPath;

    public DamagedStateTests()
    {
        var data = ContinuedTraining.Data(20);
        _intactPath = _directory.File("intact.zip");
        var model = ContinuedTraining.Fit(data, options => (options.InputScaling, options.MaximumTrainingTime) =
            (InputScaling.PerSlot, TimeSpan.FromHours(1)));
        _mlContext.Model.Save(model, data.Schema, _intactPath);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Flipped_bits_are_refused()
    {
        var length = new ModelArchive(_intactPath).State.Length;
        for (var i = 0; i < length; i += 37)
        {
            var archive = new ModelArchive(_intactPath);
            archive.State[i] ^= (byte)(1 << (i % 8));

            AssertRefused(archive, "The state of its training does not match its checksum: the file is damaged.");
        }
    }

    [Fact]
    public void A_state_that_is_missing_or_of_another_length_is_refused()
    {
        var missing = new ModelArchive(_intactPath);
        missing.RemoveState();
        var shorter = new ModelArchive(_intactPath);
        shorter.State = shorter.State[..^4];

        AssertRefused(missing, "The state of its training is missing.");
        AssertRefused(shorter, "The state of its training takes");
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_refused()
    {
        var archive = new ModelArchive(_intactPath);
        var place = archive.Description.IndexOf(SHA256.HashData(archive.State));
        BinaryPrimitives.WriteSingleLittleEndian(archive.State.AsSpan(16), float.PositiveInfinity);
        SHA256.HashData(archive.State).CopyTo(archive.Description[place..]);
        archive.SignDescription();

        AssertRefused(archive, "Some numbers of its training's state are not finite.");
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1 << 20)]
    [InlineData(-1)]
    public void Absurd_size_of_a_buffer_is_refused(int length)
    {
        var archive = new ModelArchive(_intactPath);
        var name = "running statistics"u8;
        var place = archive.Description.IndexOf(name) + name.Length;
        Assert.Equal(0, BinaryPrimitives.ReadInt32LittleEndian(archive.Description[place..]));
        BinaryPrimitives.WriteInt32LittleEndian(archive.Description[place..], length);
        archive.SignDescription();

        AssertRefused(archive, $"It gives the number of values of a buffer in its training's state as {length}.");
    }

    [Fact]
    public void A_state_with_other_names_is_refused_where_training_goes_on()
    {
        var archive = new ModelArchive(_intactPath);
        var second = archive.Description[archive.Description.IndexOf("best running statistics"u8)..];
        var first = archive.Description[archive.Description.IndexOf("adam.second_moments"u8)..];
        "adam.first_momentss"u8.CopyTo(first);
        "bust"u8.CopyTo(second);
        archive.SignDescription();

        // A state of other names loads, and is refused where training goes on from it.
        var model = Assert.IsType<AutoEncoderTransformer>(Load(archive));
        var exception = Assert.Throws<InvalidOperationException>(() =>
            ContinuedTraining.GoOn(ContinuedTraining.Data(20), model, options => options.InputScaling = InputScaling.PerSlot));
        Assert.Contains("it lacks the values 'adam.second_moments'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_scale_that_divides_by_nothing_is_refused(float unit)
    {
        var archive = new ModelArchive(_intactPath);
        // Behind the scale stand the state's flag, three numbers, and the hash of the rows, which is 64 digits long.
        var place = archive.Description.IndexOf("parameters"u8);
        var units = place - 1 - sizeof(int) - 65 - (3 * sizeof(int)) - 1 - sizeof(float);
        BinaryPrimitives.WriteSingleLittleEndian(archive.Description[units..], unit);
        archive.SignDescription();

        AssertRefused(archive, "The scale of its input is not one of positive, finite numbers.");
    }

    private ITransformer Load(ModelArchive archive)
    {
        var path = _directory.File("changed.zip");
        archive.Save(path);
        return _mlContext.Model.Load(path, out _);
    }

    private void AssertRefused(ModelArchive archive, string message)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Assert.ThrowsAny<Exception>(() => Load(archive));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ModestAllocation);
        while (exception is not FormatException && exception.InnerException is { } inner)
        {
            exception = inner;
        }

        Assert.StartsWith("The autoencoder in the model file cannot be read.", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
