using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Model;

/// <summary>Many rows in one call.</summary>
public sealed class RowBlockTests
{
    public static TheoryData<int, int, int> Cases => new MatrixTheoryData<int, int, int>(
        [1, 4, 8, 16], [0, 1, 6, 7, 96, 205], [0, 1, 4, 10]);

    /// <summary>Sizes that fill neither blocks of inputs nor registers.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_row_gets_the_bits_that_it_gets_alone(int laneCount, int rowCount, int zerosInTen)
    {
        var shape = NetworkShape.OfDenseLayers(
            131, [(197, Activation.ReLU), (50, Activation.LeakyReLU()), (5, Activation.Tanh)], [(131, Activation.Sigmoid)]) with
        { ActiveCodeUnits = 3 };
        var random = new Random(1);
        var parameters = new float[shape.ParameterCount];
        foreach (ref var parameter in parameters.AsSpan())
        {
            parameter = random.NextSingle() - 0.5f;
        }

        var network = new AutoEncoderNetwork(shape, parameters, laneCount);
        var rows = new float[rowCount * 131];
        foreach (ref var value in rows.AsSpan())
        {
            value = random.Next(10) < zerosInTen ? 0f : random.NextSingle() - 0.5f;
        }

        if (rowCount > 2)
        {
            rows[131] = float.NaN;
        }

        var (codes, expected) = (new float[rowCount * 5], new float[rowCount * 5]);
        var (reconstructions, expectedReconstructions) = (new float[rows.Length], new float[rows.Length]);

        network.Encoder.ForwardRows(rows, rowCount, codes);
        network.Decoder.ForwardRows(codes, rowCount, reconstructions);

        for (var row = 0; row < rowCount; row++)
        {
            network.Encoder.Forward(rows.AsSpan(row * 131, 131), expected.AsSpan(row * 5, 5));
            network.Decoder.Forward(expected.AsSpan(row * 5, 5), expectedReconstructions.AsSpan(row * 131, 131));
        }

        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), codes.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(
            expectedReconstructions.Select(BitConverter.SingleToInt32Bits), reconstructions.Select(BitConverter.SingleToInt32Bits));
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
}
