using Microsoft.ML.AutoEncoder;
using Mnist;

namespace Benchmarks.Quality.Measures;

/// <summary>What an encoder makes of images.</summary>
internal static class Codes
{
    internal static float[][] Of(AutoEncoderTransformer model, IReadOnlyList<MnistImage> images)
    {
        var codes = new float[images.Count][];
        Parallel.For(0, images.Count, i => model.Encode(images[i].Features, codes[i] = new float[model.CodeSize]));
        return codes;
    }
}
