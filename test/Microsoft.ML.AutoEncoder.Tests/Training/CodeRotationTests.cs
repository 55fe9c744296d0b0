using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Training;

/// <summary>A code without axes of its own is turned into its principal axes.</summary>
public sealed class CodeRotationTests
{
    private const int RowSize = 12;
    private const int CodeSize = 4;

    private readonly MLContext _mlContext = new(1);

    public static TheoryData<string, Action<AutoEncoderEstimator.Options>> Networks => new()
    {
        { "two hidden layers", options => options.HiddenLayerSizes = [9, 7] },
        { "none", options => options.HiddenLayerSizes = [] },
        { "tied", options => options.TiedWeights = true },
        { "scaled", options => (options.InputScaling, options.OutputActivation) = (InputScaling.PerSlot, Activation.Identity) },
        { "images", options => options.ImageShape = new ImageShape(3, 4) },
        { "a code larger than the input", options => options.CodeSize = 15 },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Values_are_uncorrelated_and_reconstructions_stay(string network, Action<AutoEncoderEstimator.Options> choose)
    {
        Assert.NotNull(network);
        using var turned = Fit(choose, decorrelates: true);
        using var plain = Fit(choose, decorrelates: false);

        var codes = Column(turned, "Code");
        double[] variances = [.. Enumerable.Range(0, turned.CodeSize).Select(axis => Covariance(codes, axis, axis))];
        for (var axis = 1; axis < turned.CodeSize; axis++)
        {
            Assert.InRange(variances[axis], 0, variances[axis - 1] + 1e-6);
            Assert.Equal(0, Covariance(codes, axis, axis - 1), 1e-5 * variances[0]);
        }

        Assert.All(
            Column(turned, "Reconstruction").Zip(Column(plain, "Reconstruction")),
            pair => Assert.All(pair.First.Zip(pair.Second), values => Assert.Equal(values.Second, values.First, 1e-4f)));
    }

    [Fact]
    public void A_narrow_table_gets_such_a_code_by_default()
    {
        using var model = Fit(options => (options.CodeActivation, options.DecorrelateCode) = (null, null), decorrelates: null);

        Assert.Equal(0, Covariance(Column(model, "Code"), 0, 1), 1e-5);
        Assert.Equal("true", model.TrainingOptions["DecorrelateCode"]);
    }

    [Fact]
    public void A_code_with_axes_of_its_own_is_left_alone()
    {
        Action<AutoEncoderEstimator.Options> choose = options => options.Regularizers = [AutoEncoderRegularizer.L1Sparsity(0.01f)];
        using var model = Fit(choose, decorrelates: null);

        Assert.Equal("false", model.TrainingOptions["DecorrelateCode"]);
        var exception = Assert.ThrowsAny<ArgumentException>(() => Fit(choose, decorrelates: true));
        Assert.Contains("DecorrelateCode is true, but must be false", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_row_has_no_axes_and_a_code_all_the_same()
    {
        using var model = Fit(_ => { }, decorrelates: true, rowCount: 1);

        Assert.All(Column(model, "Code").SelectMany(row => row), value => Assert.True(float.IsFinite(value)));
    }

    private AutoEncoderTransformer Fit(Action<AutoEncoderEstimator.Options> choose, bool? decorrelates, int rowCount = 200)
    {
        var options = new AutoEncoderEstimator.Options
        {
            OutputColumnName = "Code",
            InputColumnName = "Features",
            ReconstructionColumnName = "Reconstruction",
            CodeSize = CodeSize,
            CodeActivation = Activation.Identity,
            NumberOfEpochs = 3,
            Seed = 1,
            DecorrelateCode = decorrelates,
        };
        choose(options);
        return _mlContext.Transforms.AutoEncoder(options).Fit(Data(rowCount));
    }

    private float[][] Column(AutoEncoderTransformer model, string name) => [.. model.Transform(Data(200)).GetColumn<float[]>(name)];

    private IDataView Data(int rowCount) => VectorData.Create(_mlContext, VectorData.Learnable(rowCount, RowSize));

    private static double Covariance(float[][] rows, int first, int second)
    {
        double Mean(int slot) => rows.Average(row => (double)row[slot]);
        var (firstMean, secondMean) = (Mean(first), Mean(second));
        return rows.Average(row => (row[first] - firstMean) * (row[second] - secondMean));
    }
}
