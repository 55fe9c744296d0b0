using System.Runtime.CompilerServices;
using Microsoft.ML.AutoEncoder.Training;

namespace Microsoft.ML.AutoEncoder;

/// <summary>Noise that <see cref="AutoEncoderRegularizer.Denoising"/> adds to the rows that the network sees in training, or what
/// <see cref="AutoEncoderRegularizer.Augmentation"/> makes of the rows that it has to give back.</summary>
/// <remarks>Immutable. Each row gets new noise each time, drawn from the seed:
/// the same seed gives the same noise on any number of threads.</remarks>
public abstract class Corruption
{
    private protected Corruption()
    {
    }

    /// <summary>What was chosen, by the names of the method that creates it. Everything that makes a difference is here.</summary>
    internal abstract IReadOnlyCollection<(string Name, object Value)> Parameters { get; }

    /// <summary>Whether the noise moves values to the ends of their range, which then must be finite.</summary>
    internal virtual bool NeedsFiniteRange => false;

    /// <summary>Whether 0 stays 0, so that noise can be added to the other values alone.</summary>
    internal virtual bool KeepsZeros => false;

    /// <summary>What the rows must be, where the noise knows pixels; otherwise nothing.</summary>
    internal virtual IEnumerable<ImageShape> ImageShapes => [];

    /// <summary>Adds noise with a normal distribution to every value,
    /// and clips the sum to the range of the output activation ([0, 1] for a sigmoid).</summary>
    /// <param name="standardDeviation">The standard deviation, positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardDeviation"/> is not positive and finite.</exception>
    public static Corruption Gaussian(float standardDeviation) => new GaussianCorruption(standardDeviation);

    /// <summary>Sets values to 0, each independently of the others.</summary>
    /// <param name="probability">With what probability, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not in (0, 1).</exception>
    public static Corruption Masking(float probability) => new MaskingCorruption(probability);

    /// <summary>Sets values to 0, each independently of the others, and raises those that are left so that the mean stays, as dropout
    /// does (Srivastava et al., "Dropout", JMLR 15, 2014). Rows without noise then look to the network like those that it was trained
    /// on: better than <see cref="Masking"/> where rows will be complete when they are encoded, and worse where zeros are what is to be
    /// mended.</summary>
    /// <param name="probability">With what probability, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not in (0, 1).</exception>
    public static Corruption Dropout(float probability) => new DropoutCorruption(CheckProbability(probability), probability);

    /// <summary>The same with a probability that is drawn evenly from a range for each row: the network learns from rows of which
    /// little is left and from rows that are almost complete.</summary>
    /// <param name="minimumProbability">The least probability, in (0, 1).</param>
    /// <param name="maximumProbability">The greatest probability, in (0, 1), at least the least one.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Corruption Dropout(float minimumProbability, float maximumProbability) =>
        new DropoutCorruption(minimumProbability, maximumProbability);

    /// <summary>Sets values to the least or the greatest value of the output activation's range (0 or 1 for a sigmoid), each as
    /// often as the other, each value independently of the others. The range must be finite.</summary>
    /// <param name="probability">With what probability, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not in (0, 1).</exception>
    public static Corruption SaltAndPepper(float probability) => new SaltAndPepperCorruption(probability);

    /// <summary>Sets squares of an image to 0, in all channels: a grid of squares, of which each image has its own position and its own
    /// holes. Neighbours of a pixel say what it was, so that <see cref="Masking"/> is easy to undo on images; a hole is not.</summary>
    /// <param name="image">The images that the rows are; what is next to what follows from it.</param>
    /// <param name="blockSize">The side of a square in pixels, from 1 to the longer side of the image.</param>
    /// <param name="probability">With what probability a square is empty, in (0, 1).</param>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Corruption BlockMasking(ImageShape image, int blockSize, float probability) =>
        new BlockMaskingCorruption(image, blockSize, probability);

    /// <summary>Shifts, turns, scales, slants and bends an image, so that codes depend less on how somebody has written or held
    /// something, and more on what it is (Simard, Steinkraus and Platt, "Best Practices for Convolutional Neural Networks Applied to
    /// Visual Document Analysis", ICDAR 2003). The network learns to give back the image as it was. Better for classifiers, worse for
    /// reconstructions.</summary>
    /// <remarks>Beyond its edge the image goes on as it is there. Values between pixels are interpolated linearly.</remarks>
    /// <param name="image">The images that the rows are; what is next to what follows from it.</param>
    /// <param name="shift">How far the image moves at most, as a part of its width and of its height, in [0, 1].</param>
    /// <param name="rotation">How far it is turned at most, to either side, in degrees, in [0, 180].</param>
    /// <param name="scale">By what part it becomes larger at most, and smaller by the inverse; sides are scaled apart. It is slanted
    /// by so much, too. In [0, 1].</param>
    /// <param name="bend">The standard deviation by which points of a grid of 5 × 5 move, as a part of the width and of the
    /// height, in [0, 1].</param>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Corruption Distortion(
        ImageShape image, float shift = 0.1f, float rotation = 20, float scale = 0.25f, float bend = 0.04f) =>
        new DistortionCorruption(image, shift, rotation, scale, bend);

    /// <summary>Several kinds of noise, one after the other.</summary>
    /// <param name="corruptions">The first one is applied first. At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="ArgumentNullException">They or one of them are null.</exception>
    public static Corruption Sequence(params Corruption[] corruptions) => new SequenceCorruption(corruptions);

    /// <summary>A corruption of some rows only, chosen anew each time; the others stay as they are.</summary>
    /// <param name="corruption">What is done to these rows.</param>
    /// <param name="probability">With what probability it is done to a row, in (0, 1).</param>
    /// <exception cref="ArgumentNullException"><paramref name="corruption"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is not in (0, 1).</exception>
    public static Corruption Sometimes(Corruption corruption, float probability) => new SometimesCorruption(corruption, probability);

    /// <summary>The name, with all that was chosen: <c>MaskingCorruption(probability: 0.2)</c>. The same in every culture.</summary>
    public sealed override string ToString() => SettingText.Of(this, Parameters);

    /// <summary>Whether the other one is of the same kind, and all that was chosen is the same.</summary>
    public sealed override bool Equals(object? obj) => obj is Corruption other && ToString() == other.ToString();

    /// <inheritdoc/>
    public sealed override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>Adds the noise to a row.</summary>
    /// <param name="row">The values.</param>
    /// <param name="random">The row's random numbers.</param>
    /// <param name="minimum">The least value of the range; may be infinite.</param>
    /// <param name="maximum">The greatest value of the range; may be infinite.</param>
    internal abstract void Apply(Span<float> row, RowRandom random, float minimum, float maximum);

    /// <summary>Adds to some values of a row the noise that <see cref="Apply"/> would add to them, if it keeps zeros.</summary>
    /// <param name="indices">Their slots.</param>
    /// <param name="values">The values.</param>
    /// <param name="rowSize">The number of slots of the row.</param>
    /// <param name="random">The row's random numbers.</param>
    internal virtual void ApplySparse(ReadOnlySpan<int> indices, Span<float> values, int rowSize, RowRandom random) =>
        throw new NotSupportedException($"{GetType().Name} needs all values of a row.");

    /// <summary>What of the other settings does not go with it.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="role">What it is to whoever uses it: noise, say.</param>
    /// <returns>The reason, with what to do; null if nothing does.</returns>
    internal string? FindConflict(TrainingSettings settings, string role)
    {
        if (settings.ImageShape is { } image && ImageShapes.FirstOrDefault(known => known != image) is { } other)
        {
            return $"its {role} is for images of {other}, and {nameof(settings.ImageShape)} is {image}. Make them the same";
        }

        var (minimum, maximum) = (settings.OutputActivation.Minimum, settings.OutputActivation.Maximum);
        return NeedsFiniteRange && !(float.IsFinite(minimum) && float.IsFinite(maximum))
            ? $"its {role} sets values to the ends of their range, " +
              $"and {nameof(settings.OutputActivation)} is {settings.OutputActivation}, " +
              $"which is not bounded. Use another, or set that to {nameof(Activation)}.{nameof(Activation.Sigmoid)}"
            : null;
    }

    private protected static float CheckProbability(
        float probability, [CallerArgumentExpression(nameof(probability))] string parameter = "") => probability is > 0f and < 1f
        ? probability
        : throw new ArgumentOutOfRangeException(parameter, probability, "The probability of a corruption must be in (0, 1).");
}
