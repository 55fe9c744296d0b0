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
        // The smaller of the two products has the same eigenvalues. They ascend.
        var isWide = centred.shape[1] > centred.shape[0];
        var (_, all) = linalg.eigh((isWide ? centred.mm(centred.t()) : centred.t().mm(centred)).to(ScalarType.Float64));
        var vectors = all.slice(1, all.shape[1] - count, all.shape[1], 1).to(ScalarType.Float32);
        _components = Rows.Read(isWide ? nn.functional.normalize(centred.t().mm(vectors), dim: 0) : vectors);
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
