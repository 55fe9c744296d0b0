using Microsoft.ML.AutoEncoder;
using Mnist;

namespace Benchmarks.Quality.Measures;

/// <summary>The evidence lower bound of images under a fitted variational autoencoder, by its negative, in nats: an upper bound of −log
/// p(x).</summary>
/// <remarks>
/// The bound holds for any approximation of the posterior. The fitted model keeps the means μ(x) of the encoder but not its variances, so
/// the approximation here is N(μ(x), σ²) with the same
/// variances for all images, σⱼ² = 1 − Var(μⱼ): those that give the codes of all images together the variance of the prior. It is somewhat
/// looser than with variances of its own for each image.
/// </remarks>
internal sealed class EvidenceLowerBound
{
    private const double LeastVariance = 1e-4;

    private readonly AutoEncoderTransformer _model;
    private readonly double[] _variances;

    /// <param name="model">The model, with a sigmoid at the output.</param>
    /// <param name="training">The images that it was trained on.</param>
    internal EvidenceLowerBound(AutoEncoderTransformer model, IReadOnlyList<MnistImage> training)
    {
        _model = model;
        var codes = Codes.Of(model, training);
        _variances = [.. Enumerable.Range(0, model.CodeSize).Select(j => Math.Clamp(1 - Variance(codes, j), LeastVariance, 1))];
    }

    /// <summary>How many units of the code tell something about the image: those whose mean varies by more than 0.01 (Burda et al.,
    /// 2016).</summary>
    internal int ActiveUnits => _variances.Count(variance => variance < 1 - 0.01);

    /// <summary>Estimates the mean over the images of the negative bound, with one sample for each image.</summary>
    internal (double Total, double Divergence) MeasureNegative(IReadOnlyList<MnistImage> images, int seed)
    {
        var random = new Random(seed);
        var means = Codes.Of(_model, images);
        var reconstructions = new float[images.Count][];
        for (var i = 0; i < images.Count; i++)
        {
            var sample = means[i].Zip(_variances, (mean, variance) => (float)(mean + (Math.Sqrt(variance) * GaussianNoise.Next(random))))
                .ToArray();
            _model.Decode(sample, reconstructions[i] = new float[MnistImage.PixelCount]);
        }

        var divergence = means.Average(mean => Divergence(mean, _variances));
        return (Reconstructions.CrossEntropy([.. images.Select(image => image.Features)], reconstructions) + divergence, divergence);
    }

    /// <summary>KL(N(μ, σ²)‖N(0, 1)) = ½·Σ(μ² + σ² − 1 − log σ²).</summary>
    internal static double Divergence(IReadOnlyList<float> means, IReadOnlyList<double> variances) =>
        means.Zip(variances, (mean, variance) => ((double)mean * mean) + variance - 1 - Math.Log(variance)).Sum() / 2;

    private static double Variance(float[][] codes, int unit)
    {
        var mean = codes.Average(code => (double)code[unit]);
        return codes.Average(code => (code[unit] - mean) * (code[unit] - mean));
    }
}
