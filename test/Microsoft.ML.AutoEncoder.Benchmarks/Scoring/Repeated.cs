using System.Collections;

namespace Benchmarks.Scoring;

/// <summary>A few rows that look like many.</summary>
internal sealed class Repeated(float[][] rows, int count) : IReadOnlyList<float[]>
{
    public int Count => count;

    public float[] this[int index] => rows[index % rows.Length];

    public IEnumerator<float[]> GetEnumerator() => Enumerable.Range(0, count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
