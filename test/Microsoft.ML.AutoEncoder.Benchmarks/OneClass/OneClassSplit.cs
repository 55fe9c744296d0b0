using Mnist;

namespace Benchmarks.OneClass;

/// <summary>What a detector of one digit is trained on and what it scores.</summary>
/// <param name="Training">Images of the digit.</param>
/// <param name="Scored">Other images, of all digits.</param>
internal sealed record OneClassSplit(IReadOnlyList<MnistImage> Training, IReadOnlyList<MnistImage> Scored)
{
    private const int HeldBackEvery = 6;
    private const int OthersEvery = 27;

    /// <summary>All training images of the digit; the whole test set.</summary>
    internal static OneClassSplit ForTest(MnistDataset mnist, int digit) =>
        new([.. mnist.Train.Where(image => image.Digit == digit)], mnist.Test);

    /// <summary>Training images only: every sixth of the digit is held back and scored, with every 27th of the others.</summary>
    internal static OneClassSplit ForValidation(MnistDataset mnist, int digit)
    {
        var own = mnist.Train.Where(image => image.Digit == digit).ToArray();
        var others = mnist.Train.Where((image, i) => image.Digit != digit && i % OthersEvery == 0);
        return new([.. own.Where((_, i) => i % HeldBackEvery != 0)], [.. own.Where((_, i) => i % HeldBackEvery == 0), .. others]);
    }
}
