using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.MpiProbe;

/// <summary>Rows that a few hidden causes explain.</summary>
internal static class Rows
{
    internal const int Size = 20;

    internal static IDataView Create(MLContext mlContext, int rowCount, int size = Size, Func<int, float>? spoil = null)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        return mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, rowCount).Select(i => Next(i, size, spoil?.Invoke(i) ?? 0)), schema);
    }

    private static Row Next(int number, int size, float spoiled)
    {
        var random = new Random(number);
        var (first, second) = (random.NextSingle(), random.NextSingle());
        return new Row
        {
            Features = [.. Enumerable.Range(0, size).Select(slot =>
                spoiled + 0.5f + (0.25f * MathF.Sin(slot + (6 * first))) + (0.25f * MathF.Cos((2 * slot) + (6 * second))))],
            Weight = 0.5f + random.NextSingle(),
        };
    }

    private sealed class Row
    {
        public float[] Features = [];

        public float Weight;
    }
}
