namespace Benchmarks.Defaults;

/// <summary>Made images of garments, 28 × 28 grey values: ten cuts, which differ in outline, each in many sizes, positions and
/// patterns.</summary>
internal static class ClothesData
{
    private const int Side = 28;
    private const int ClassCount = 10;
    private const int TrainingCount = 5_000;
    private const int MeasuredCount = 5_000;

    internal static LabelledData Make()
    {
        var random = new Random(1);
        LabelledRow[] rows = [.. Enumerable.Range(0, TrainingCount + MeasuredCount).Select(_ => Draw(random))];
        return new LabelledData("made clothes", 64, rows[..TrainingCount], rows[TrainingCount..]);
    }

    private static LabelledRow Draw(Random random)
    {
        var garment = random.Next(ClassCount);
        var (size, left, top) = (Between(0.75, 1.1), Between(-3, 3), Between(-3, 3));
        var (stretch, lean) = (Between(0.85, 1.15), Between(-0.12, 0.12));
        var (cloth, period, angle, contrast) = (Between(0.35, 0.9), Between(2, 9), Between(0, Math.PI), Between(0, 0.35));
        var (sleeve, neck, flare) = (Between(0.7, 1.2), Between(0.6, 1.3), Between(0.7, 1.3));
        var pixels = new float[Side * Side];
        for (var i = 0; i < pixels.Length; i++)
        {
            // From −1 to 1 across the garment, from 0 at its top to 1 at its bottom.
            var y = (((i / Side) - 14 - top) / (22 * size)) + 0.5;
            var x = (((i % Side) - 14 - left) / (11 * size * stretch)) - (lean * (y - 0.5));
            var pattern = contrast * Math.Sin(((i % Side * Math.Cos(angle)) + (i / Side * Math.Sin(angle))) * 2 * Math.PI / period);
            var noise = 0.05 * (random.NextDouble() - 0.5);
            pixels[i] = Covers(garment, x, y, sleeve, neck, flare) ? (float)Math.Clamp(cloth + pattern + noise, 0, 1) : 0;
        }

        return new LabelledRow { Features = pixels, Label = (uint)garment + 1 };

        double Between(double least, double most) => least + ((most - least) * random.NextDouble());
    }

    private static bool Covers(int garment, double x, double y, double sleeve, double neck, double flare)
    {
        if (y is < 0 or > 1)
        {
            return false;
        }

        var side = Math.Abs(x);
        var isNeck = y < 0.1 * neck && side < 0.22 * neck;
        return garment switch
        {
            // Shirt with short sleeves, and with long ones.
            0 => !isNeck && (side < 0.5 || (y < 0.28 * sleeve && side < 0.9)),
            1 => !isNeck && (side < 0.5 || (y < 0.8 * sleeve && side < 0.95 && side > 0.62) || (y < 0.2 && side < 0.95)),

            // Coat: open in the middle. Vest: no sleeves.
            2 => !isNeck && (side is < 0.55 and > 0.04 || (y < 0.75 * sleeve && side is < 0.95 and > 0.62) || (y < 0.2 && side < 0.95)),
            3 => !isNeck && side < 0.5 - (0.12 * Math.Max(0, 0.35 - y)) && !(y < 0.3 && side > 0.34),

            // Trousers long and short; skirt; dress.
            4 => side < 0.45 && (y < 0.25 || side > 0.08),
            5 => y < 0.55 * sleeve && side < 0.5 && (y < 0.25 || side > 0.06),
            6 => y > 0.3 && side < 0.25 + (0.6 * flare * (y - 0.3)),
            7 => !isNeck && side < 0.3 + (0.55 * flare * Math.Max(0, y - 0.35)) + (0.1 * Math.Max(0, 0.3 - y)),

            // Boot and shoe: a sole, and a shaft for the boot.
            8 => (y > 0.7 && x is > -0.5 and < 0.9) || (y > 0.15 * neck && x is > -0.5 and < 0.05),
            _ => (y > 0.75 && x is > -0.85 and < 0.9) || (y > 0.5 * neck && x is > -0.85 and < 0.1 && y > 0.5 + (0.3 * (x + 0.85) * flare)),
        };
    }
}
