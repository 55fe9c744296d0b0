using Microsoft.ML.AutoEncoder;

namespace Denoising;

/// <summary>A kind of noise: what the network learns to remove, and the same noise for images that it has not seen.</summary>
/// <param name="Name">The noise in words.</param>
/// <param name="Corruption">The noise in training.</param>
/// <param name="Disturb">The noise of one pixel.</param>
internal sealed record Noise(string Name, Corruption Corruption, Func<float, Random, float> Disturb)
{
    private const float Deviation = 0.5f;
    private const float Masked = 0.5f;
    private const float Flipped = 0.3f;

    internal static readonly Noise[] Kinds =
    [
        new(
            FormattableString.Invariant($"Gaussian noise, deviation {Deviation}"), Corruption.Gaussian(Deviation),
            (pixel, random) => Math.Clamp(pixel + (Deviation * Gaussian(random)), 0f, 1f)),
        new(
            FormattableString.Invariant($"Masking: {Masked:P0} of the pixels 0"), Corruption.Masking(Masked),
            (pixel, random) => random.NextSingle() < Masked ? 0f : pixel),
        new(
            FormattableString.Invariant($"Salt and pepper: {Flipped:P0} of the pixels 0 or 1"),
            Corruption.SaltAndPepper(Flipped),
            (pixel, random) => random.NextSingle() >= Flipped ? pixel : random.Next(2)),
    ];

    internal float[] Apply(float[] pixels, Random random) => [.. pixels.Select(pixel => Disturb(pixel, random))];

    /// <summary>A number with the standard normal distribution, by the method of Box and Muller.</summary>
    private static float Gaussian(Random random) =>
        MathF.Sqrt(-2f * MathF.Log(1f - random.NextSingle())) * MathF.Cos(2f * MathF.PI * random.NextSingle());
}
