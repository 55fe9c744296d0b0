using Mnist;

namespace Benchmarks.OneClass;

/// <summary>Something that learns what ordinary images look like.</summary>
internal interface IDetector
{
    string Name { get; }

    /// <returns>A score of each image of <paramref name="scored"/>: the odder the higher.</returns>
    float[] Score(IReadOnlyList<MnistImage> training, IReadOnlyList<MnistImage> scored);
}
