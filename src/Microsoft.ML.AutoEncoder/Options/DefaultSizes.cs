using System.Numerics;
using Microsoft.ML.AutoEncoder.Training;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The hidden layers where the options leave them to the data: 256 and 128 for 784 inputs.</summary>
internal static class DefaultSizes
{
    private const int NarrowestLayer = 64;
    private const int WidestLayer = 256;

    // Smaller images have too few pixels left to be halved.
    private const int LeastSide = 14;
    private const int MostImageLayers = 4;
    private const int FewestFilters = 16;
    private const int MostFilters = 128;

    // With fewer values to learn from, hidden layers remember the rows: principal components, which have none, do better.
    private const int LeastValuesPerParameter = 2;

    /// <param name="data">What is known about the data.</param>
    /// <param name="codeSize">The size of the code.</param>
    /// <param name="changesRows">Whether rows are others in each epoch: those cannot be remembered.</param>
    /// <param name="allowsOne">Whether a table that is too small for two layers gets one.</param>
    internal static int[] HiddenLayers(DataProfile data, int codeSize, bool changesRows, bool allowsOne)
    {
        var first = Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)data.InputSize), NarrowestLayer, WidestLayer);
        int[] sizes = [.. new[] { first, first / 2 }.Where(size => size > codeSize)];
        // What a few columns have to do with each other is seldom linear: one layer is worth it where two are too many.
        return Fit(sizes) ? sizes
            : allowsOne && first == NarrowestLayer && codeSize < first && Fit([first]) ? [first]
            : [];

        bool Fit(int[] layers) => changesRows || ValuesPerParameter(data, layers, codeSize) >= LeastValuesPerParameter;
    }

    /// <summary>How many values there are to learn each weight from.</summary>
    internal static double ValuesPerParameter(DataProfile data, IEnumerable<int> hiddenSizes, int codeSize) =>
        (double)data.RowCount * data.InputSize / ParameterCount(data.InputSize, hiddenSizes, codeSize);

    /// <summary>Sets the layers of a network for images, where it is one and they are null.</summary>
    /// <param name="options">The options; are changed.</param>
    /// <param name="mostDensePixels">Images of so many values and fewer get dense layers.</param>
    internal static void FillImageLayers(AutoEncoderEstimator.Options options, int mostDensePixels = 0)
    {
        if (options.ImageShape is not { } image)
        {
            return;
        }

        if (image.Count <= mostDensePixels && options.EncoderLayers is null && options.DecoderLayers is null)
        {
            options.EncoderLayers = [];
            return;
        }

        options.EncoderLayers ??= ImageLayers(image);
        options.HiddenLayerSizes ??= [];
    }

    /// <summary>Convolutions that halve an image, with more filters the smaller it becomes.</summary>
    internal static ImageLayer[] ImageLayers(ImageShape image)
    {
        var layers = new List<ImageLayer>();
        for (var side = Math.Min(image.Height, image.Width); side >= LeastSide && layers.Count < MostImageLayers; side = (side + 1) / 2)
        {
            layers.Add(ImageLayer.Convolution(Math.Min(FewestFilters << layers.Count, MostFilters), stride: 2));
        }

        return layers.Count > 0 ? [.. layers] : [ImageLayer.Convolution(FewestFilters)];
    }

    /// <summary>How many products of weights an image takes: filters use theirs at each place.</summary>
    internal static long WorkPerImage(AutoEncoderEstimator.Options options) =>
        new ImageNetwork(options.ImageShape!, options.EncoderLayers!, options.DecoderLayers)
            .Create(
                [.. options.HiddenLayerSizes!.Append(options.CodeSize!.Value).Select(size => (size, Activation.Identity))],
                [.. options.DecoderLayerSizes!.Select(size => (size, Activation.Identity))],
                Activation.Identity,
                Activation.Identity)
            .Layers
            .Sum(layer => layer switch
            {
                FilterLayer filters => (long)filters.OutputSize * filters.FanIn,
                DenseLayer dense => dense.WeightCount,
                _ => layer.OutputSize,
            });

    /// <summary>The weights of both sides.</summary>
    internal static long ParameterCount(int inputSize, IEnumerable<int> hiddenSizes, int codeSize)
    {
        long[] sizes = [inputSize, .. hiddenSizes, codeSize];
        return 2 * sizes.Zip(sizes.Skip(1), (inputs, outputs) => inputs * outputs).Sum();
    }
}
