using Microsoft.ML;
using Microsoft.ML.Data;
using Mnist;

namespace FewLabels;

/// <summary>What a classifier gets of an image.</summary>
internal sealed class FeatureRow
{
    public float[] Features { get; set; } = [];

    [KeyType(MnistImage.DigitCount)]
    public uint Label { get; set; }

    internal static IDataView View(MLContext mlContext, FeatureRow[] rows)
    {
        var schema = SchemaDefinition.Create(typeof(FeatureRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Features.Length);
        return mlContext.Data.LoadFromEnumerable(rows, schema);
    }
}
