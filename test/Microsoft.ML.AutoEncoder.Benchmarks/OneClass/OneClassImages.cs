using Benchmarks.Defaults;
using Mnist;

namespace Benchmarks.OneClass;

/// <summary>Images of ten classes, one of which is ordinary at a time.</summary>
/// <param name="Train">Those to train on.</param>
/// <param name="Test">Those to score.</param>
internal sealed record OneClassImages(IReadOnlyList<MnistImage> Train, IReadOnlyList<MnistImage> Test)
{
    internal static OneClassImages OfDigits()
    {
        var mnist = MnistDataset.Load(report: Console.WriteLine);
        return new(mnist.Train, mnist.Test);
    }

    /// <summary>Made images of garments: 500 of each cut to train on. The cut stands for the digit.</summary>
    internal static OneClassImages OfClothes()
    {
        var clothes = ClothesData.Make();
        return new([.. clothes.Training.Select(ToImage)], [.. clothes.Measured.Select(ToImage)]);
    }

    private static MnistImage ToImage(LabelledRow row) => new() { Features = row.Features, Label = row.Label - 1 };
}
