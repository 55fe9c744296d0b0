using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>Data views with one vector column "Features", "Weight" where weights are given, and three columns of labels, which are missing
/// in some rows.</summary>
internal static class VectorData
{
    /// <summary>What a row of a class has for a missing key: its keys count from 0, and a number that is too great is none.</summary>
    internal const uint Missing = uint.MaxValue;

    /// <summary>Rows with values in [0, 1] that a few hidden causes explain, so that there is something to learn.</summary>
    internal static float[][] Learnable(int rowCount, int size, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rowCount).Select(_ => Row(random.NextSingle(), random.NextSingle()))];

        float[] Row(float first, float second) =>
            [.. Enumerable.Range(0, size).Select(slot => 0.5f + (0.25f * MathF.Sin(slot + (6 * first))) +
                (0.25f * MathF.Cos((2 * slot) + (6 * second))))];
    }

    internal static IDataView Create(MLContext mlContext, float[][] rows, float[]? weights = null)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows.Length == 0 ? 1 : rows[0].Length);
        return mlContext.Data.LoadFromEnumerable(rows.Select((row, i) => new Row
        {
            Features = row,
            Weight = weights?[i] ?? 1f,
            Class = i % 3 == 0 ? Missing : row[0] > 0.5f ? 0u : 1u,
            Truth = row[0] > 0.5f,
            Number = i % 4 == 0 ? float.NaN : 10 + row[0],
        }), schema);
    }

    private sealed class Row
    {
        public float[] Features = [];

        public float Weight = 1f;

        [KeyType(2)]
        public uint Class;

        public bool Truth;

        public float Number;
    }
}
