using Microsoft.ML.AutoEncoder.Tests.InMemoryData;
using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>
/// Small data in which there is something to learn: each row has one of three classes, a pattern of its own for each class, and
/// values in [0, 1] of which about a third is zero. The same arguments give the same data.
/// </summary>
internal sealed class SyntheticData
{
    /// <summary>A column of text that tells the rows apart.</summary>
    internal const string Name = "Name";

    /// <summary>The column to encode, a vector of Single.</summary>
    internal const string Features = "Features";

    /// <summary>A column of positive weights, Single.</summary>
    internal const string Weight = "Weight";

    /// <summary>The class of the row as text.</summary>
    internal const string Label = "Label";

    private readonly string[] _labels;
    private readonly float[] _weights;

    internal SyntheticData(int rowCount = 30, int size = 6, int seed = 1)
    {
        var random = new Random(seed);
        var patterns = Enumerable.Range(0, 3).Select(_ => NextRow(random, size)).ToArray();
        var classes = Enumerable.Range(0, rowCount).Select(_ => random.Next(patterns.Length)).ToArray();
        _labels = [.. classes.Select(@class => "ABC"[@class].ToString())];
        _weights = [.. classes.Select(_ => 0.5f + random.NextSingle())];
        Rows = [.. classes.Select(@class => patterns[@class].Select(value => value * (0.6f + (0.4f * random.NextSingle()))).ToArray())];
        Size = size;
    }

    /// <summary>The values of the features. Changes show in views that are created afterwards.</summary>
    internal float[][] Rows { get; }

    internal int Size { get; }

    internal VectorDataViewType FeaturesType => new(NumberDataViewType.Single, Size);

    /// <summary>All columns; the features are dense.</summary>
    internal InMemoryDataView Dense => new(
        Rows.Length,
        InMemoryColumn.Text(Name, Enumerable.Range(0, Rows.Length).Select(row => $"row {row}")),
        InMemoryColumn.Dense(Features, FeaturesType, Rows),
        InMemoryColumn.Scalar(Weight, NumberDataViewType.Single, _weights),
        InMemoryColumn.Text(Label, _labels));

    /// <summary>All columns; the features are sparse.</summary>
    internal InMemoryDataView Sparse => Dense.With(InMemoryColumn.Sparse(Features, FeaturesType, Rows));

    /// <summary>All columns; the features are dense, and their slots have names.</summary>
    internal InMemoryDataView SlotNamed
    {
        get
        {
            var names = new VBuffer<ReadOnlyMemory<char>>(Size, [.. Enumerable.Range(0, Size).Select(slot => $"slot {slot}".AsMemory())]);
            return WithAnnotation("SlotNames", new VectorDataViewType(TextDataViewType.Instance, Size), names);
        }
    }

    /// <summary>All columns; the features are dense and have an annotation.</summary>
    internal InMemoryDataView WithAnnotation<T>(string annotation, DataViewType type, T content)
    {
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(annotation, type, (ref T value) => value = content);
        return Dense.With(InMemoryColumn.Dense(Features, FeaturesType, Rows, annotations.ToAnnotations()));
    }

    private static float[] NextRow(Random random, int size) =>
        [.. Enumerable.Range(0, size).Select(_ => random.Next(3) == 0 ? 0f : random.NextSingle())];
}
