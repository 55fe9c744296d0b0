using System.Buffers.Binary;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Anomaly;

/// <summary>What a detector measures is written whole, and read only if it makes sense.</summary>
public sealed class MeasureFormatTests
{
    private const int Size = 2;
    private const int RowCount = 3;
    private const int PointCount = 2;

    // Where the parts begin.
    private const int Units = 1 + 1 + (Size * sizeof(float));
    private const int ErrorScale = Units + (Size * sizeof(float));
    private const int Layer = ErrorScale + (3 * sizeof(double));
    private const int ErrorLayer = Layer + sizeof(int);
    private const int LayerScale = ErrorLayer + sizeof(int);
    private const int CentreScale = LayerScale + (3 * sizeof(double));
    private const int Centre = CentreScale + (3 * sizeof(double));
    private const int Whitening = Centre + (Size * sizeof(double));
    private const int NearestScale = Whitening + (3 * sizeof(double));
    private const int NearestCount = NearestScale + ((3 + Size + 3) * sizeof(double));
    private const int NearestRows = NearestCount + sizeof(int);
    private const int PointsCount = NearestRows + (RowCount * Size * sizeof(float));
    private const int Points = PointsCount + sizeof(int);
    private const int Rarities = Points + (PointCount * sizeof(double));
    private const int Unit = Rarities + (PointCount * sizeof(double));
    private const int Length = Unit + sizeof(double);

    private static readonly NetworkShape Shape =
        NetworkShape.OfDenseLayers(Size, [(1, Activation.Identity)], [(Size, Activation.Identity)]);

    public static TheoryData<string, int, double> BadNumbers => new()
    {
        { "median", ErrorScale, double.NaN },
        { "unit of errors", ErrorScale, 1e3 },
        { "unit of errors", ErrorScale, -1e3 },
        { "spread 0", ErrorScale + sizeof(double), 0 },
        { "spread 0", LayerScale + sizeof(double), 0 },
        { "spread -1", CentreScale + sizeof(double), -1 },
        { "floor 0", NearestScale + (2 * sizeof(double)), 0 },
        { "floor", ErrorScale + (2 * sizeof(double)), double.PositiveInfinity },
        { "not finite", Centre, double.PositiveInfinity },
        { "not finite", Whitening + sizeof(double), double.NaN },
        { "covariance that is not positive", Whitening, 0 },
        { "covariance that is not positive", Whitening + (2 * sizeof(double)), -1 },
        { "does not rise", Points, 7 },
        { "does not rise", Rarities, 0.5 },
        { "does not rise", Rarities + sizeof(double), 1 },
        { "does not rise", Unit, 0 },
        { "does not rise", Unit, double.NaN },
        { "not finite", Points + sizeof(double), double.PositiveInfinity },
    };

    [Theory, MemberData(nameof(BadNumbers))]
    public void Number_that_makes_no_sense_is_refused(string message, int place, double value)
    {
        var bytes = Write(Measure());
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(place), value);

        AssertRefused(bytes, message);
    }

    [Theory]
    [InlineData(0f, "not positive"), InlineData(-1f, "not positive")]
    [InlineData(float.NaN, "not finite"), InlineData(float.PositiveInfinity, "not finite")]
    public void Unit_of_a_slot_that_is_none_is_refused(float value, string message)
    {
        var bytes = Write(Measure());
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(Units), value);

        AssertRefused(bytes, message);
    }

    [Theory]
    [InlineData(Layer, -1, "layer -1"), InlineData(Layer, 2, "layer 2")]
    [InlineData(ErrorLayer, 0, "errors in layer 0"), InlineData(ErrorLayer, 2, "errors in layer 2")]
    [InlineData(NearestCount, 0, "0 training rows"), InlineData(NearestCount, int.MaxValue, "2147483647 training rows")]
    [InlineData(NearestCount, 1024, "ends before all of its numbers")]
    [InlineData(PointsCount, 0, "0 points"), InlineData(PointsCount, -5, "-5 points"), InlineData(PointsCount, 1_001, "1001 points")]
    public void Count_that_cannot_be_is_refused_before_anything_is_allocated(int place, int value, string message)
    {
        var bytes = Write(Measure());
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(place), value);

        AssertRefused(bytes, message);
    }

    [Theory, InlineData(0), InlineData(16), InlineData(255)]
    public void Unknown_measures_are_refused(byte measures)
    {
        var bytes = Write(Measure());
        bytes[0] = measures;

        AssertRefused(bytes, "what its score looks at");
    }

    [Fact]
    public void A_covariance_of_an_absurd_layer_is_refused_before_it_is_allocated()
    {
        var wide = NetworkShape.OfDenseLayers(Size, [(50_000, Activation.Identity)], [(Size, Activation.Identity)]);
        var bytes = Write(Measure());
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Layer), 1);

        var exception = Assert.Throws<InvalidDataException>(
            () => MeasureFormat.Read(new BinaryReader(new MemoryStream(bytes)), wide));

        Assert.Contains("ends before all of its numbers", exception.Message);
    }

    [Fact]
    public void A_measure_that_ends_anywhere_is_refused()
    {
        var bytes = Write(Measure());
        Assert.Equal(Length, bytes.Length);

        Assert.All(Enumerable.Range(0, Length), length => Assert.True(
            ReadException(bytes[..length]) is InvalidDataException or EndOfStreamException, $"{length}"));
    }

    [Theory]
    [InlineData(RowMeasure.All, true), InlineData(AnomalyMeasures.ReconstructionError, false)]
    [InlineData(AnomalyMeasures.LayerError, false), InlineData(AnomalyMeasures.NeighbourDistance, false)]
    [InlineData(AnomalyMeasures.CentreDistance, true)]
    public void A_measure_that_is_read_is_what_was_written(AnomalyMeasures measures, bool isScaled)
    {
        var bytes = Write(Measure(measures, isScaled));

        var again = Write(MeasureFormat.Read(new BinaryReader(new MemoryStream(bytes)), Shape));

        Assert.Equal(bytes, again);
    }

    private static RowMeasure Measure(AnomalyMeasures measures = RowMeasure.All, bool isScaled = true)
    {
        var scale = new LogScale(0, 1, 1e-9);
        var distance = new EllipticDistance([1, 2], [1, 0, 1]);
        var (centre, nearest) = (
            measures.HasFlag(AnomalyMeasures.CentreDistance), measures.HasFlag(AnomalyMeasures.NeighbourDistance));
        return new RowMeasure(
            isScaled ? new InputScale([1, 2], [3, 4]) : null,
            new MeasuredSpace(0),
            measures.HasFlag(AnomalyMeasures.LayerError) ? 1 : 0,
            centre ? distance : null,
            nearest ? new Neighbourhood(distance, new AutoEncoder.NearestRows([1, 2, 3, 4, 5, 6], Size)) : null,
            new OddnessScale(
                scale,
                measures.HasFlag(AnomalyMeasures.ReconstructionError),
                measures.HasFlag(AnomalyMeasures.LayerError) ? scale : null,
                centre ? scale : null,
                nearest ? scale : null),
            new RarityScale([0, 1], [1, 5], 1));
    }

    private static byte[] Write(RowMeasure measure)
    {
        var file = new MemoryStream();
        MeasureFormat.Write(new BinaryWriter(file), measure);
        return file.ToArray();
    }

    private static Exception? ReadException(byte[] bytes) =>
        Record.Exception(() => MeasureFormat.Read(new BinaryReader(new MemoryStream(bytes)), Shape));

    private static void AssertRefused(byte[] bytes, string message) =>
        Assert.Contains(message, Assert.IsType<InvalidDataException>(ReadException(bytes)).Message);
}
