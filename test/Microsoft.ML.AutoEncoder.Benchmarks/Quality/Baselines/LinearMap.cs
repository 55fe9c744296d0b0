using static TorchSharp.torch;

namespace Benchmarks.Quality.Baselines;

/// <summary>The linear map with bias that has the least squared error between the images of some inputs and some targets.</summary>
internal sealed class LinearMap
{
    private readonly float[][] _weights;
    private readonly float[] _bias;

    /// <param name="inputs">What the map gets.</param>
    /// <param name="targets">What it should make of them.</param>
    internal LinearMap(IReadOnlyList<float[]> inputs, IReadOnlyList<float[]> targets)
    {
        using var scope = NewDisposeScope();
        var (x, meanX) = Rows.Centre(inputs);
        var (y, meanY) = Rows.Centre(targets);
        // The normal equations; the inputs are noisy in each pixel, so they have one solution.
        var weights = linalg.solve(x.t().mm(x).to(ScalarType.Float64), x.t().mm(y).to(ScalarType.Float64)).to(ScalarType.Float32);
        _weights = Rows.Read(weights);
        _bias = [.. meanY.sub(meanX.unsqueeze(0).mm(weights).squeeze(0)).data<float>()];
    }

    internal float[][] Apply(IReadOnlyList<float[]> inputs)
    {
        using var scope = NewDisposeScope();
        return Rows.Read(Rows.Write(inputs).mm(Rows.Write(_weights)).add(tensor(_bias)));
    }
}
