using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Model;

/// <summary>Many rows in one call.</summary>
public sealed class RowBlockTests
{
    private static readonly int[] RegisterWidths = [1, 4, 8, 16];

    // A block of rows and what goes together fill up, or one row is missing or too many.
    public static TheoryData<int, int> Counts => new MatrixTheoryData<int, int>(
        RegisterWidths, [.. Enumerable.Range(0, 14), 96, 191, 192, 193, 205, 384, 385]);

    public static TheoryData<int, int> ZerosInTen => new MatrixTheoryData<int, int>(RegisterWidths, [0, 1, 4, 10]);

    public static TheoryData<int, int, int> Sizes => new MatrixTheoryData<int, int, int>(
        RegisterWidths, [1, 7, 8, 9, 120, 257, 2_100], [1, 3, 16, 65, 130]);

    /// <summary>Sizes that fill neither blocks of inputs nor registers.</summary>
    [Theory]
    [MemberData(nameof(Counts))]
    public void Each_row_gets_the_bits_that_it_gets_alone(int laneCount, int rowCount) =>
        AssertSameBits(Deep(laneCount), Mixed(rowCount, 131), rowCount);

    [Theory]
    [MemberData(nameof(ZerosInTen))]
    public void However_many_zeros_there_are(int laneCount, int zerosInTen)
    {
        var random = new Random(1);
        float[] rows = [.. Enumerable.Range(0, 205 * 131).Select(_ => random.Next(10) < zerosInTen ? 0f : random.NextSingle() - 0.5f)];
        rows[131] = float.NaN;

        AssertSameBits(Deep(laneCount), rows, 205);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Whatever_the_size_of_a_layer(int laneCount, int inputSize, int outputSize)
    {
        var shape = NetworkShape.OfDenseLayers(
            inputSize, [(outputSize, Activation.Identity)], [(inputSize, Activation.Identity)]);

        AssertSameBits(new AutoEncoderNetwork(shape, Random(shape.ParameterCount), laneCount), Mixed(17, inputSize), 17);
    }

    /// <summary>0 times a weight, added to −0, would give 0: a row must not notice that the rows beside it have values where it has
    /// none.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void A_negative_zero_stays_one(int laneCount)
    {
        var shape = NetworkShape.OfDenseLayers(9, [(33, Activation.Identity)], [(9, Activation.Identity)]);
        var parameters = Random(shape.ParameterCount);
        // The biases of the encoder.
        parameters.AsSpan(9 * 33, 33).Fill(-0f);
        // Their products with tiny values are so small that they are rounded to 0.
        parameters.AsSpan(0, 33).Fill(1e-30f);
        var network = new AutoEncoderNetwork(shape, parameters, laneCount);
        var rows = new float[12 * 9];
        rows.AsSpan(0, 6 * 9).Fill(0.5f);
        for (var row = 6; row < 12; row++)
        {
            rows[row * 9] = row % 2 == 0 ? -1e-30f : 0f;
            rows[(row * 9) + 1] = -0f;
        }

        var codes = AssertSameBits(network, rows, 12);

        Assert.All(codes.Skip(6 * 33), value => Assert.Equal(BitConverter.SingleToInt32Bits(-0f), BitConverter.SingleToInt32Bits(value)));
    }

    [Fact]
    public void Model_encodes_and_decodes_rows()
    {
        var mlContext = new MLContext(1);
        var rows = VectorData.Learnable(7, 4);
        var model = mlContext.Transforms.AutoEncoder(new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Code",
            InputColumnName = "Features",
            CodeSize = 2,
            NumberOfEpochs = 1,
        }).Fit(VectorData.Create(mlContext, rows));
        float[] all = [.. rows.SelectMany(row => row)];
        var (codes, code, reconstructions, reconstruction) = (new float[14], new float[2], new float[28], new float[4]);

        model.Encode(all, 7, codes);
        model.Decode(codes, 7, reconstructions);

        for (var row = 0; row < rows.Length; row++)
        {
            model.Encode(rows[row], code);
            model.Decode(code, reconstruction);
            Assert.Equal(code, codes[(2 * row)..(2 * (row + 1))]);
            Assert.Equal(reconstruction, reconstructions[(4 * row)..(4 * (row + 1))]);
        }

        Assert.Equal("rows", Assert.Throws<ArgumentException>(() => model.Encode(all, 6, codes)).ParamName);
        Assert.Equal("codes", Assert.Throws<ArgumentException>(() => model.Encode(all, 7, code)).ParamName);
        Assert.Equal("codes", Assert.Throws<ArgumentException>(() => model.Decode(code, 7, reconstructions)).ParamName);
        Assert.Equal("rowCount", Assert.Throws<ArgumentOutOfRangeException>(() => model.Encode(all, -1, codes)).ParamName);
    }

    /// <summary>Asserts that rows have the same codes and reconstructions together as one by one.</summary>
    /// <returns>The codes.</returns>
    private static float[] AssertSameBits(AutoEncoderNetwork network, float[] rows, int rowCount)
    {
        var (inputSize, codeSize) = (network.Shape.InputSize, network.Shape.CodeSize);
        var (codes, expected) = (new float[rowCount * codeSize], new float[rowCount * codeSize]);
        var (reconstructions, expectedReconstructions) = (new float[rows.Length], new float[rows.Length]);

        network.Encoder.ForwardRows(rows, rowCount, codes);
        network.Decoder.ForwardRows(codes, rowCount, reconstructions);

        for (var row = 0; row < rowCount; row++)
        {
            var code = expected.AsSpan(row * codeSize, codeSize);
            network.Encoder.Forward(rows.AsSpan(row * inputSize, inputSize), code);
            network.Decoder.Forward(code, expectedReconstructions.AsSpan(row * inputSize, inputSize));
        }

        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), codes.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(
            expectedReconstructions.Select(BitConverter.SingleToInt32Bits), reconstructions.Select(BitConverter.SingleToInt32Bits));
        return codes;
    }

    private static AutoEncoderNetwork Deep(int laneCount)
    {
        var shape = NetworkShape.OfDenseLayers(
            131, [(197, Activation.ReLU), (50, Activation.LeakyReLU()), (5, Activation.Tanh)], [(131, Activation.Sigmoid)]) with
        { ActiveCodeUnits = 3 };
        return new AutoEncoderNetwork(shape, Random(shape.ParameterCount), laneCount);
    }

    private static float[] Random(long count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, (int)count).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>Rows without zeros, with few, with many, with nothing else, of both signs; some with something special.</summary>
    private static float[] Mixed(int rowCount, int size)
    {
        var random = new Random(2);
        float[] special = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon, -1e-30f];
        var rows = new float[rowCount * size];
        for (var row = 0; row < rowCount; row++)
        {
            var values = rows.AsSpan(row * size, size);
            var zerosInTen = (row % 7) switch { 4 => 1, 5 => 8, 6 => 10, _ => 0 };
            foreach (ref var value in values)
            {
                value = random.Next(10) >= zerosInTen ? random.NextSingle() - 0.5f : random.Next(2) == 0 ? 0f : -0f;
            }

            if (row % 5 == 3)
            {
                values[random.Next(size)] = special[random.Next(special.Length)];
            }
        }

        return rows;
    }
}
