using System.Buffers.Binary;
using System.Text;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.ModelFile;

/// <summary>A damaged or forged model file gives one clear error and no large allocation, never wrong numbers.</summary>
public sealed class DamagedModelTests : IDisposable
{
    private const long ModestAllocation = 4 << 20;
    private const int ShapeSize = 201;

    private readonly TemporaryDirectory _directory = new();
    private readonly MLContext _mlContext = new(1);
    private readonly AutoEncoderTransformer _model;
    private readonly string _intactPath;

    public DamagedModelTests()
    {
        var data = VectorData.Create(_mlContext, VectorData.Learnable(8, 3));
        _model = _mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            InputColumnName = "Features",
            OutputColumnName = "Encoded",
            ReconstructionErrorColumnName = "Error",
            HiddenLayerSizes = [4],
            CodeSize = 2,
            NumberOfEpochs = 2,
            Seed = 1,
        }).Fit(data);
        _intactPath = _directory.File("intact.zip");
        _mlContext.Model.Save(_model, data.Schema, _intactPath);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Intact_model_taken_apart_and_put_together_loads()
    {
        var model = Load(new ModelArchive(_intactPath));

        Assert.Equal(2, model.CodeSize);
    }

    [Fact]
    public void Flipped_bit_anywhere_in_our_description_is_refused()
    {
        var (start, length) = new ModelArchive(_intactPath).OwnPart.GetOffsetAndLength(int.MaxValue);
        for (var i = start; i < start + length; i++)
        {
            var archive = new ModelArchive(_intactPath);
            archive.Key[i] ^= (byte)(1 << (i % 8));

            AssertRefused(archive, "the file is damaged");
        }
    }

    [Fact]
    public void Flipped_bit_anywhere_in_the_weights_is_refused()
    {
        var length = new ModelArchive(_intactPath).Parameters.Length;
        for (var i = 0; i < length; i++)
        {
            var archive = new ModelArchive(_intactPath);
            archive.Parameters[i] ^= (byte)(1 << (i % 8));

            AssertRefused(archive, "weights do not match their checksum");
        }
    }

    [Fact]
    public void Flipped_bit_in_the_header_of_MLNet_is_refused_or_harmless()
    {
        float[] input = [0.2f, 0.5f, 0.8f];
        var expected = new float[2];
        _model.Encode(input, expected);
        for (var i = 0; i < new ModelArchive(_intactPath).Key.Length; i++)
        {
            var archive = new ModelArchive(_intactPath);
            archive.Key[i] ^= (byte)(1 << (i % 8));
            AutoEncoderTransformer model;
            try
            {
                model = Load(archive);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                continue;
            }

            var code = new float[2];
            model.Encode(input, code);
            Assert.Equal(expected, code);
        }
    }

    [Fact]
    public void File_cut_anywhere_is_refused()
    {
        var file = File.ReadAllBytes(_intactPath);
        for (var length = 0; length < file.Length; length += 7)
        {
            var path = _directory.File("cut.zip");
            File.WriteAllBytes(path, file[..length]);

            Assert.ThrowsAny<Exception>(() => _mlContext.Model.Load(path, out _));
        }
    }

    [Theory]
    [InlineData(4, "take")]
    [InlineData(-4, "take")]
    [InlineData(-1, "take")]
    public void Weights_of_another_length_are_refused(int difference, string message)
    {
        var archive = new ModelArchive(_intactPath);
        var parameters = archive.Parameters;
        Array.Resize(ref parameters, parameters.Length + difference);
        archive.Parameters = parameters;

        AssertRefused(archive, message);
    }

    [Fact]
    public void Missing_weights_are_refused()
    {
        var archive = new ModelArchive(_intactPath);
        archive.RemoveParameters();

        AssertRefused(archive, "weights are missing");
    }

    [Fact]
    public void Weights_that_are_not_finite_are_refused()
    {
        // Forged with the right checksum: it stands in the description, behind the shape, and is that of the parameters.
        var archive = new ModelArchive(_intactPath);
        var hash = System.Security.Cryptography.SHA256.HashData(archive.Parameters);
        BinaryPrimitives.WriteSingleLittleEndian(archive.Parameters.AsSpan(8), float.NaN);
        var place = archive.Description.IndexOf(hash);
        System.Security.Cryptography.SHA256.HashData(archive.Parameters).CopyTo(archive.Description[place..]);
        archive.SignDescription();

        AssertRefused(archive, "not finite");
    }

    [Theory]
    [InlineData(0, 0)] // the input's size
    [InlineData(0, -1)]
    [InlineData(0, int.MaxValue)]
    [InlineData(0, 1 << 24)]
    [InlineData(4, 0)] // the number of layers of the encoder
    [InlineData(4, int.MaxValue)]
    [InlineData(9, 0)] // the size of the hidden layer
    [InlineData(9, int.MinValue)]
    [InlineData(9, 1 << 24)]
    [InlineData(46, 1 << 24)] // the size of the code
    [InlineData(164, 0)] // the number of its units that are kept
    [InlineData(164, 9)]
    public void Absurd_size_with_the_right_checksum_is_refused(int offset, int value)
    {
        var archive = new ModelArchive(_intactPath);
        BinaryPrimitives.WriteInt32LittleEndian(archive.Description[(ShapeOffset(archive) + offset)..], value);
        archive.SignDescription();

        AssertRefused(archive, "cannot be read");
    }

    [Theory]
    [InlineData(99, 0.2f)]
    [InlineData(2, float.NaN)]
    [InlineData(2, 7f)]
    public void Absurd_activation_with_the_right_checksum_is_refused(byte kind, float parameter)
    {
        var archive = new ModelArchive(_intactPath);
        var activation = archive.Description[(ShapeOffset(archive) + 13)..];
        activation[0] = kind;
        BinaryPrimitives.WriteSingleLittleEndian(activation[1..], parameter);
        archive.SignDescription();

        AssertRefused(archive, "activation");
    }

    [Theory]
    [InlineData(8, 200, "a layer of the kind 200, which this version of Microsoft.ML.AutoEncoder does not know. Update the package.")]
    [InlineData(13, 200, "an activation of the kind 200, " +
        "which this version of Microsoft.ML.AutoEncoder does not know. Update the package.")]
    [InlineData(18, 3, "a dense layer with 3 parameters, but such a layer has 2")]
    [InlineData(20, (byte)'h', "a dense layer with the parameter 'height' of ")]
    public void What_only_a_later_version_knows_is_refused_by_name(int offset, byte value, string message)
    {
        var archive = new ModelArchive(_intactPath);
        archive.Description[ShapeOffset(archive) + offset] = value;
        archive.SignDescription();

        AssertRefused(archive, message);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public void Absurd_number_of_epochs_with_the_right_checksum_is_refused(int count)
    {
        var archive = new ModelArchive(_intactPath);
        var history = archive.Description[(ShapeOffset(archive) + ShapeSize)..];
        Assert.Equal(2, BinaryPrimitives.ReadInt32LittleEndian(history));
        BinaryPrimitives.WriteInt32LittleEndian(history, count);
        archive.SignDescription();

        AssertRefused(archive, "cannot be read");
    }

    [Fact]
    public void Column_of_a_newer_kind_says_that_the_package_must_be_updated()
    {
        var archive = new ModelArchive(_intactPath);
        var name = archive.Description.IndexOf("Error"u8);
        archive.Description[name - 2] = 250;
        archive.SignDescription();

        AssertRefused(archive, "Update the package");
    }

    [Fact]
    public void Model_of_a_newer_format_says_that_the_package_must_be_updated()
    {
        var archive = new ModelArchive(_intactPath);
        var version = BitConverter.GetBytes(0x00010001);
        var written = archive.Key.AsSpan().IndexOf((ReadOnlySpan<byte>)[.. version, .. version]);
        BinaryPrimitives.WriteInt32LittleEndian(archive.Key.AsSpan(written), 0x00020001);
        BinaryPrimitives.WriteInt32LittleEndian(archive.Key.AsSpan(written + 4), 0x00020001);

        AssertRefused(archive, "Update the package");
    }

    /// <summary>The shape stands behind the columns, the last of which is that of the error.</summary>
    private static int ShapeOffset(ModelArchive archive)
    {
        var lastColumn = "Error"u8;
        return archive.Description.IndexOf(lastColumn) + lastColumn.Length;
    }

    private AutoEncoderTransformer Load(ModelArchive archive)
    {
        var path = _directory.File("changed.zip");
        archive.Save(path);
        return Assert.IsType<AutoEncoderTransformer>(_mlContext.Model.Load(path, out _));
    }

    private void AssertRefused(ModelArchive archive, string message)
    {
        var path = _directory.File("changed.zip");
        archive.Save(path);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Assert.ThrowsAny<Exception>(() => _mlContext.Model.Load(path, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ModestAllocation);

        // ML.NET wraps what a component throws while it is loaded.
        var causes = new List<Exception>();
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            causes.Add(cause);
        }

        var own = causes.OfType<FormatException>()
            .FirstOrDefault(cause => cause.Message.StartsWith("The autoencoder in the model file", StringComparison.Ordinal));
        Assert.True(own is not null, new StringBuilder().AppendJoin('\n', causes).ToString());
        Assert.Contains(message, own.Message, StringComparison.Ordinal);
    }
}
