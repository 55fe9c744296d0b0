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
    internal static OneClassSplit ForTest(OneClassImages images, int digit) =>
        new([.. images.Train.Where(image => image.Digit == digit)], images.Test);

    /// <summary>Training images only: every sixth of the digit is held back and scored, with every 27th of the others.</summary>
    internal static OneClassSplit ForValidation(OneClassImages images, int digit)
    {
        var own = images.Train.Where(image => image.Digit == digit).ToArray();
        var others = images.Train.Where((image, i) => image.Digit != digit && i % OthersEvery == 0);
        return new([.. own.Where((_, i) => i % HeldBackEvery != 0)], [.. own.Where((_, i) => i % HeldBackEvery == 0), .. others]);
    }
}
