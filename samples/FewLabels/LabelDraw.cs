using Mnist;

namespace FewLabels;

/// <summary>Some images whose label is known; that of the others is missing.</summary>
/// <param name="Count">How many have one.</param>
/// <param name="Number">Decides which, from 1.</param>
internal sealed record LabelDraw(int Count, int Number)
{
    /// <summary>The numbers of the images that have a label, in random order.</summary>
    internal int[] Choose(int imageCount)
    {
        var order = Enumerable.Range(0, imageCount).ToArray();
        new Random(Number).Shuffle(order);
        return order[..Math.Min(Count, imageCount)];
    }

    /// <summary>All images, of which only some have their label.</summary>
    internal IEnumerable<MnistImage> Hide(IReadOnlyList<MnistImage> images)
    {
        var known = Choose(images.Count).ToHashSet();
        return images.Select((image, i) => known.Contains(i)
            ? image
            : new MnistImage { Features = image.Features, Label = MnistImage.MissingLabel });
    }
}
