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

    internal override string? FindConflict(TrainingSettings settings) => Noise.FindConflict(settings, "noise");
}
