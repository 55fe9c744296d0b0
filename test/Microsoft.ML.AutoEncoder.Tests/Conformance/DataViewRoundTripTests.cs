using System.Text.RegularExpressions;
using Microsoft.ML.Data;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Conformance;

/// <summary>Scored data that are written to a file and read back.</summary>
public sealed class DataViewRoundTripTests
{
    private readonly MLContext _ml = new();
    private readonly IDataView _view;

    public DataViewRoundTripTests()
    {
        var data = new SyntheticData();
        var model = TinyAutoEncoder.Fit(data.Dense);
        // Missing values have to survive, too.
        data.Rows[4][2] = float.NaN;
        _view = model.Transform(data.Dense);
    }

    [Fact]
    public void Binary_data_keep_every_bit()
    {
        var (schema, values) = SaveAndLoad(stream => _ml.Data.SaveAsBinary(_view, stream), path => _ml.Data.LoadFromBinary(path));

        SchemaAssert.Equal(_view.Schema, schema);
        Assert.Equal(Values(_view), values);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Text_keeps_every_value(bool forceDense)
    {
        var columns = new[]
        {
            new TextLoader.Column(SyntheticData.Name, DataKind.String, 0),
            new TextLoader.Column(SyntheticData.Features, DataKind.Single, 1, 6),
            new TextLoader.Column(SyntheticData.Weight, DataKind.Single, 7),
            new TextLoader.Column(SyntheticData.Label, DataKind.String, 8),
            new TextLoader.Column(TinyAutoEncoder.Encoded, DataKind.Single, 9, 11),
            new TextLoader.Column(TinyAutoEncoder.Reconstructed, DataKind.Single, 12, 17),
            new TextLoader.Column(TinyAutoEncoder.ReconstructionError, DataKind.Single, 18),
            new TextLoader.Column(TinyAutoEncoder.SlotErrors, DataKind.Single, 19, 24),
        };

        var (_, values) = SaveAndLoad(
            stream => _ml.Data.SaveAsText(_view, stream, forceDense: forceDense),
            path => _ml.Data.LoadFromTextFile(path, columns, hasHeader: true, allowSparse: true, allowQuoting: true));

        // Text knows only one kind of NaN.
        Assert.Equal(Values(_view).Select(WithoutBitsOfNaN), values.Select(WithoutBitsOfNaN));
    }

    private static string WithoutBitsOfNaN(string values) => Regex.Replace(values, @"NaN \(\w+\)", "NaN");

    /// <summary>Without the identifiers, which a file does not keep.</summary>
    private static string[] Values(IDataView view) => [.. ViewContent.Read(view).Select(row => string.Join(" | ", row.Values))];

    private static (DataViewSchema Schema, string[] Values) SaveAndLoad(Action<Stream> save, Func<string, IDataView> load)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var stream = File.Create(path))
            {
                save(stream);
            }

            var view = load(path);
            return (view.Schema, Values(view));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
