namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class Denoising : AutoEncoderRegularizer
{
    internal Denoising(Corruption noise)
    {
        ArgumentNullException.ThrowIfNull(noise);
        Noise = noise;
    }

    public Corruption Noise { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters => [("noise", Noise)];

    internal override Corruption Corruption => Noise;

    internal override string? FindConflict(TrainingSettings settings)
    {
        if (settings.ImageShape is { } image && Noise.ImageShapes.FirstOrDefault(known => known != image) is { } other)
        {
            return $"its noise is for images of {other}, and {nameof(settings.ImageShape)} is {image}. Make them the same";
        }

        var (minimum, maximum) = (settings.OutputActivation.Minimum, settings.OutputActivation.Maximum);
        return Noise.NeedsFiniteRange && !(float.IsFinite(minimum) && float.IsFinite(maximum))
            ? "its noise sets values to the ends of their range, " +
              $"and {nameof(settings.OutputActivation)} is {settings.OutputActivation}, " +
              $"which is not bounded. Use other noise, or set that to {nameof(Activation)}.{nameof(Activation.Sigmoid)}"
            : null;
    }
}
