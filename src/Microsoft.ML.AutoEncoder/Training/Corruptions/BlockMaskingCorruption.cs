namespace Microsoft.ML.AutoEncoder.Training;

internal sealed class BlockMaskingCorruption : Corruption
{
    internal BlockMaskingCorruption(ImageShape image, int blockSize, float probability)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (blockSize < 1 || blockSize > Math.Max(image.Height, image.Width))
        {
            throw new ArgumentOutOfRangeException(
                nameof(blockSize), blockSize, $"The side of a block must be from 1 to the longer side of the image, which is {image}.");
        }

        (Image, BlockSize, Probability) = (image, blockSize, CheckProbability(probability));
    }

    public ImageShape Image { get; }

    public int BlockSize { get; }

    public float Probability { get; }

    internal override IReadOnlyCollection<(string Name, object Value)> Parameters =>
        [("image", Image), ("blockSize", BlockSize), ("probability", Probability)];

    internal override IEnumerable<ImageShape> ImageShapes => [Image];

    internal override void Apply(Span<float> row, RowRandom random, float minimum, float maximum)
    {
        // The blocks begin somewhere else each time, so that no pixel is always at an edge.
        Span<float> start = stackalloc float[2];
        random.FillUniform(start);
        var (offsetX, offsetY) = ((int)(start[0] * BlockSize), (int)(start[1] * BlockSize));
        var blocksAcross = ((Image.Width - 1 + offsetX) / BlockSize) + 1;
        for (var y = 0; y < Image.Height; y++)
        {
            for (var x = 0; x < Image.Width; x++)
            {
                var block = ((y + offsetY) / BlockSize * blocksAcross) + ((x + offsetX) / BlockSize);
                if (random.UniformAt(block) < Probability)
                {
                    Clear(row, ((y * Image.Width) + x) * Image.Steps.Pixel);
                }
            }
        }
    }

    /// <summary>Sets all channels of a pixel to 0.</summary>
    private void Clear(Span<float> row, int place)
    {
        for (var channel = 0; channel < Image.Channels; channel++, place += Image.Steps.Channel)
        {
            row[place] = 0;
        }
    }
}
