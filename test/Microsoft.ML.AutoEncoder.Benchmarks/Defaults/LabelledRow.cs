using Microsoft.ML;
using Microsoft.ML.Data;

namespace Benchmarks.Defaults;

/// <summary>A row with its class.</summary>
internal sealed class LabelledRow
{
    public float[] Features { get; set; } = [];

    /// <summary>The class, from 1; 0 where it is not known.</summary>
    public uint Label { get; set; }

    internal static IDataView View(MLContext mlContext, IReadOnlyList<LabelledRow> rows, int classCount)
    {
        var schema = SchemaDefinition.Create(typeof(LabelledRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Features.Length);
        schema[nameof(Label)].ColumnType = new KeyDataViewType(typeof(uint), classCount);
        // ML.NET takes what a class has for the number of a value from 0, and what is too great for a missing key.
        return mlContext.Data.LoadFromEnumerable(
            rows.Select(row => new LabelledRow { Features = row.Features, Label = unchecked(row.Label - 1) }), schema);
    }
}
