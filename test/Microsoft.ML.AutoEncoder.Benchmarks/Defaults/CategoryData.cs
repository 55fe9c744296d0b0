namespace Benchmarks.Defaults;

/// <summary>Made tables of categories, each of which has a slot that is 0 or 1: a class prefers some in each column.</summary>
internal static class CategoryData
{
    private const int ColumnCount = 20;
    private const int CategoryCount = 30;
    private const int PreferredCount = 10;
    private const int ClassCount = 8;
    private const int CodeSize = 16;
    private const double PreferredPart = 0.45;
    private const int TrainingCount = 6_000;
    private const int MeasuredCount = 2_000;

    internal static LabelledData Make()
    {
        var random = new Random(1);
        int[][] preferred = [.. Enumerable.Range(0, ClassCount * ColumnCount).Select(_ => DrawPreferred(random))];
        LabelledRow[] rows = [.. Enumerable.Range(0, TrainingCount + MeasuredCount).Select(_ => DrawRow(random, preferred))];
        return new LabelledData("categories", CodeSize, rows[..TrainingCount], rows[TrainingCount..]);
    }

    private static int[] DrawPreferred(Random random)
    {
        int[] categories = [.. Enumerable.Range(0, CategoryCount)];
        random.Shuffle(categories);
        return categories[..PreferredCount];
    }

    private static LabelledRow DrawRow(Random random, int[][] preferred)
    {
        var label = random.Next(ClassCount);
        var features = new float[ColumnCount * CategoryCount];
        for (var column = 0; column < ColumnCount; column++)
        {
            var category = random.NextDouble() < PreferredPart
                ? preferred[(label * ColumnCount) + column][random.Next(PreferredCount)]
                : random.Next(CategoryCount);
            features[(column * CategoryCount) + category] = 1;
        }

        return new LabelledRow { Features = features, Label = (uint)label + 1 };
    }
}
