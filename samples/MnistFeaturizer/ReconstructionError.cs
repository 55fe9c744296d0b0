using Microsoft.ML.AutoEncoder;
using Mnist;

namespace MnistFeaturizer;

/// <summary>How well an autoencoder gives images back.</summary>
internal static class ReconstructionError
{
    /// <returns>The mean squared error per pixel.</returns>
    internal static double Measure(AutoEncoderTransformer autoEncoder, MnistImages images)
    {
        var reconstruction = new float[MnistImage.PixelCount];
        return images.Average(image =>
        {
            autoEncoder.Reconstruct(image.Features, reconstruction);
            return image.Features.Zip(reconstruction, (pixel, reconstructed) => (double)(pixel - reconstructed) * (pixel - reconstructed))
                .Average();
        });
    }
}
