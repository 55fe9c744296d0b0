using System.Numerics.Tensors;
using Microsoft.ML.AutoEncoder;

namespace Benchmarks.Variants;

/// <summary>What the units of the first layer look for: the weight of each pixel.</summary>
internal static class Filters
{
    private const float Grey = 0.5f;

    /// <summary>The filters of the first units as images: a weight of 0 is grey, the greatest weight of a unit by its amount is white or
    /// black.</summary>
    internal static float[][] Of(AutoEncoderTransformer model, int count)
    {
        var layer = model.Network.Shape.Encoder[0];
        return [.. Enumerable.Range(0, count).Select(unit => ToImage([.. Enumerable.Range(0,
            layer.InputSize).Select(pixel => model.Network.Parameters[(pixel * layer.OutputSize) + unit])]))];
    }

    private static float[] ToImage(float[] weights)
    {
        var greatest = Math.Abs(TensorPrimitives.MaxMagnitude<float>(weights));
        return Array.ConvertAll(weights, weight => Grey + (Grey * weight / greatest));
    }
}
