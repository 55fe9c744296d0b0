using System.Reflection;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Columns;

/// <summary>The list of columns in a model file.</summary>
public sealed class ColumnsFormatTests
{
    private static IEnumerable<byte> AllBytes => Enumerable.Range(0, 256).Select(number => (byte)number);

    [Fact]
    public void Every_kind_of_column_that_has_a_number_can_be_read()
    {
        var numbers = typeof(OutputColumn).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(OutputColumn)) && !type.IsAbstract)
            .Select(type => type.GetField("Number", BindingFlags.Static | BindingFlags.NonPublic)?.GetRawConstantValue())
            .OfType<byte>().ToArray();

        Assert.Equal(AllBytes.Where(kind => OutputColumnKinds.ReaderOf(kind) is not null), numbers.Order());
    }

    [Fact]
    public void Columns_are_read_as_they_were_written()
    {
        OutputColumn[] outputs =
        [
            new LayerOutputColumn("Layer", 3), new CodeColumn("Code"), new SlotErrorColumn("Slots"), new ReconstructionErrorColumn("Error"),
            new ReconstructionColumn("Again"),
        ];

        var read = ColumnsFormat.Read(Written(outputs));

        Assert.Equal("Input", read.Input);
        Assert.Equal("Code", read.Code);
        Assert.Equal(
            outputs.Select(output => (output.GetType(), output.Name, output.Layer)),
            read.Outputs.Select(output => (output.GetType(), output.Name, output.Layer)));
    }

    [Fact]
    public void Names_that_are_empty_or_doubled_are_refused()
    {
        AssertRefused("no name", new CodeColumn(" "));
        AssertRefused("no name", new CodeColumn("Code"), new ReconstructionColumn(string.Empty));
        AssertRefused("called 'Code'", new CodeColumn("Code"), new ReconstructionColumn("Code"));
    }

    [Fact]
    public void A_model_without_code_is_refused()
    {
        AssertRefused("that of the code", new ReconstructionColumn("Again"));
        AssertRefused("that of the code", new CodeColumn("A"), new CodeColumn("B"));
    }

    [Fact]
    public void More_columns_than_possible_are_refused() =>
        AssertRefused(
            "number of output columns", [.. Enumerable.Range(0, AutoEncoderColumns.MaximumCount + 1).Select(i => new CodeColumn($"{i}"))]);

    [Theory, InlineData(-1), InlineData(0), InlineData(5)]
    public void A_layer_that_the_network_does_not_have_is_refused(int layer)
    {
        var shape = TinyAutoEncoder.Fit(new SyntheticData().Dense).Network.Shape;

        var exception = Assert.Throws<InvalidDataException>(
            () => ColumnsFormat.Check(new AutoEncoderColumns("Input", [new LayerOutputColumn("Wide", layer)]), shape));

        Assert.Contains($"'Wide' is of layer {layer}, but it has 4 layers", exception.Message);
    }

    [Fact]
    public void An_unknown_kind_says_that_the_package_must_be_updated()
    {
        var reader = Written([new CodeColumn("Code")], bytes => bytes["Input".Length + 1 + sizeof(int)] = 77);

        Assert.Contains("Update the package", Assert.Throws<InvalidDataException>(() => ColumnsFormat.Read(reader)).Message);
    }

    private static void AssertRefused(string message, params OutputColumn[] outputs) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => ColumnsFormat.Read(Written(outputs))).Message);

    private static BinaryReader Written(OutputColumn[] outputs, Action<byte[]>? change = null)
    {
        var stream = new MemoryStream();
        ColumnsFormat.Write(new BinaryWriter(stream), new AutoEncoderColumns("Input", [.. outputs]));
        var bytes = stream.ToArray();
        change?.Invoke(bytes);
        return new BinaryReader(new MemoryStream(bytes));
    }
}
