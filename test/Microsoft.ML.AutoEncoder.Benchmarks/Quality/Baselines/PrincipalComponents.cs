using static TorchSharp.torch;

namespace Benchmarks.Quality.Baselines;

/// <summary>Principal component analysis, exact.</summary>
internal sealed class PrincipalComponents
{
    private readonly float[][] _components;
    private readonly float[] _mean;

    /// <param name="rows">The rows to learn from.</param>
    /// <param name="count">How many components.</param>
    internal PrincipalComponents(IReadOnlyList<float[]> rows, int count)
    {
        using var scope = NewDisposeScope();
        var (centred, mean) = Rows.Centre(rows);
        var (_, vectors) = linalg.eigh(centred.t().mm(centred).to(ScalarType.Float64));
        // Eigenvalues ascend.
        _components = Rows.Read(vectors.slice(1, vectors.shape[1] - count, vectors.shape[1], 1).to(ScalarType.Float32));
        _mean = [.. mean.data<float>()];
    }

    internal float[][] Project(IReadOnlyList<float[]> rows)
    {
        using var scope = NewDisposeScope();
        return Rows.Read(Rows.Write(rows).sub(tensor(_mean)).mm(Rows.Write(_components)));
    }

    internal float[][] Reconstruct(IReadOnlyList<float[]> rows)
    {
        using var scope = NewDisposeScope();
        return Rows.Read(Rows.Write(Project(rows)).mm(Rows.Write(_components).t()).add(tensor(_mean)));
    }
}
