using System.Buffers.Binary;
using System.Text;
using Microsoft.ML.AutoEncoder.Graphs;
using Microsoft.ML.AutoEncoder.Tests.Fuzz;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Graphs;

/// <summary>Weights go out to a safetensors file and come in from one, and what is wrong with a file is named.</summary>
public sealed class SafetensorsTests
{
    private const long ModestAllocation = 4 << 20;

    private static readonly ImportedLayer[] Layers =
    [
        new(5, 3, GraphAssert.Weights(15, 1), GraphAssert.Weights(3, 2), Activation.Tanh),
        new(3, 2, GraphAssert.Weights(6, 3), GraphAssert.Weights(2, 4), Activation.Identity),
    ];

    private static readonly ImportedLayer Back = new(2, 5, GraphAssert.Weights(10, 5), GraphAssert.Weights(5, 6), Activation.Sigmoid);

    [Fact]
    public void What_is_written_is_read_with_the_same_bits()
    {
        var read = SafetensorsImport.Read(new MemoryStream(Write()), [Activation.Tanh, Activation.Identity], [Activation.Sigmoid]);

        Assert.Equal(Layers.Append(Back).SelectMany(layer => layer.Weights.Concat(layer.Bias)), read.ToNetwork().Parameters);
    }

    [Fact]
    public void Names_and_shapes_are_those_of_PyTorch()
    {
        var file = SafetensorsFile.Open(new MemoryStream(Write()));

        Assert.Equal(
            [
                "encoder.0.weight [3, 5]", "encoder.0.bias [3]", "encoder.2.weight [2, 3]", "encoder.2.bias [2]",
                "decoder.0.weight [5, 2]", "decoder.0.bias [5]",
            ],
            file.Entries.Select(entry => $"{entry.Name} {ConstantTensor.Describe(entry.Shape)}"));
    }

    [Theory]
    [InlineData("F16", 1.5f, 0x3E00)]
    [InlineData("F16", -0.25f, 0xB400)]
    [InlineData("BF16", 1.5f, 0x3FC0)]
    [InlineData("BF16", -3f, 0xC040)]
    public void Numbers_of_16_bits_are_read(string type, float expected, int bits)
    {
        var data = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(data, (ushort)bits);
        var file = SafetensorsFile.Open(
            new MemoryStream(Forge($$$"""{"a":{"dtype":"{{{type}}}","shape":[1,1],"data_offsets":[0,2]}}""", data)));

        Assert.Equal([expected], file.Read(file.Entries[0]));
    }

    [Fact]
    public void Batch_normalization_behind_a_layer_becomes_part_of_it()
    {
        var writer = new SafetensorsWriter();
        writer.Add("encoder.0.weight", [2, 1], new float[] { 1f, 2f });
        writer.Add("encoder.1.running_mean", [2], new float[] { 1f, 1f });
        writer.Add("encoder.1.running_var", [2], new float[] { 4f, 1f });
        using var file = new MemoryStream();
        writer.Save(file);

        var layer = SafetensorsImport.Read(file, [Activation.ReLU], []).Encoder.Single();

        Assert.Equal([0.5f, 2f], layer.Weights, (one, two) => Math.Abs(one - two) < 1e-4f);
        Assert.Equal([-0.5f, -1f], layer.Bias, (one, two) => Math.Abs(one - two) < 1e-4f);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8,
        "two tensors with the name 'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8,
        "starts at 0, but the one before it ends at 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12,
        "starts at 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "its shape [2] needs 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "starts at 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 5, "take 4 bytes, but it has 5")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "negative")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "no whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3000000000,3000000000,3000000000],"data_offsets":[0,4]}}""", 4, "cannot have the shape")]
    [InlineData("""{"a":{"dtype":"F8","shape":[1],"data_offsets":[0,1]}}""", 1, "type 'F8'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "lacks its type")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}}""", 4, "the entry 'more'")]
    [InlineData("""[]""", 0, "StartArray")]
    [InlineData("""{"a":""", 0, "not the JSON")]
    [InlineData("""{} {}""", 0, "not the JSON")]
    public void Fault_in_the_header_is_named(string header, int dataLength, string message) => Assert.Contains(
        message, Assert.Throws<InvalidDataException>(
            () => SafetensorsFile.Open(new MemoryStream(Forge(header, new byte[dataLength])))).Message);

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 62)]
    [InlineData(99_999_999UL)]
    public void Header_that_claims_to_be_long_is_refused_before_it_is_allocated(ulong length)
    {
        var bytes = new byte[100];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(new MemoryStream(bytes)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ModestAllocation);
    }

    [Fact]
    public void Activations_and_layers_must_be_as_many() => Assert.Contains(
        "encoder has 2 dense layers, but 1 activations",
        Assert.Throws<InvalidDataException>(
            () => SafetensorsImport.Read(new MemoryStream(Write()), [Activation.Tanh], [Activation.Sigmoid])).Message);

    [Fact]
    public void Unknown_tensor_is_named() => Assert.Contains(
        "'conv.weight'",
        Assert.Throws<InvalidDataException>(() => SafetensorsImport.Read(
            new MemoryStream(Forge("""{"conv.weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", new byte[4])), [], [])).Message);

    [Fact]
    public void Damaged_bytes_give_one_error_or_a_network_that_is_finite()
    {
        var intact = Write();
        foreach (var (name, random) in FuzzCases.Take(600))
        {
            var bytes = intact.ToArray();
            switch (random.Next(3))
            {
                case 0:
                    bytes = bytes[..random.Next(bytes.Length)];
                    break;
                case 1:
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    random.NextBytes(bytes.AsSpan(random.Next(bytes.Length - 4), 4));
                    break;
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var read = SafetensorsImport.Read(new MemoryStream(bytes), [Activation.Tanh, Activation.Identity], [Activation.Sigmoid]);
                Assert.True(Array.TrueForAll(read.ToNetwork().Parameters, float.IsFinite));
            }
            catch (InvalidDataException exception)
            {
                Assert.True(exception.Message.Length > 0, name);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{name}: {exception}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ModestAllocation);
        }
    }

    private static byte[] Write()
    {
        using var file = new MemoryStream();
        SafetensorsExport.Save(file, new ImportedNetwork([.. Layers], [Back]).ToNetwork());
        return file.ToArray();
    }

    private static byte[] Forge(string header, byte[] data)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. data];
    }
}
