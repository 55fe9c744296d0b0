using Microsoft.ML;
using Microsoft.ML.Data;

namespace Benchmarks.Defaults;

/// <summary>A row with its class.</summary>
internal sealed class LabelledRow
{
    public float[] Features { get; set; } = [];

    /// <summary>The class, from 1.</summary>
    public uint Label { get; set; }

    internal static IDataView View(MLContext mlContext, IReadOnlyList<LabelledRow> rows, int classCount)
    {
        var schema = SchemaDefinition.Create(typeof(LabelledRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Features.Length);
        schema[nameof(Label)].ColumnType = new KeyDataViewType(typeof(uint), classCount);
        return mlContext.Data.LoadFromEnumerable(rows, schema);
    }
}
