namespace Microsoft.ML.AutoEncoder;

/// <summary>Describes operations on images in a graph whose tensors have flat rows.</summary>
internal static class ImageGraph
{
    /// <summary>Makes images of flat rows.</summary>
    /// <param name="graph">Takes the operations.</param>
    /// <param name="name">What the layer is called.</param>
    /// <param name="input">The tensor with the rows.</param>
    /// <param name="dimensions">The dimensions of a row's image.</param>
    /// <returns>The tensor with the images.</returns>
    internal static string Shape(IGraphBuilder graph, string name, string input, params ReadOnlySpan<int> dimensions)
    {
        Span<long> shape = stackalloc long[dimensions.Length + 1];
        shape[0] = -1;
        var size = 1;
        for (var i = 0; i < dimensions.Length; i++)
        {
            shape[i + 1] = dimensions[i];
            size *= dimensions[i];
        }

        var image = graph.Tensor($"{name}.image", size);
        graph.Operation("Reshape", [input, graph.Constant($"{name}.shape", shape)], [image]);
        return image;
    }

    /// <summary>Makes flat rows of images.</summary>
    internal static void Flatten(IGraphBuilder graph, string name, string image, string output, int size) =>
        graph.Operation("Reshape", [image, graph.Constant($"{name}.flat", -1, size)], [output]);

    /// <summary>Describes a filter layer.</summary>
    internal static void Describe(
        IGraphBuilder graph,
        FilterLayer layer,
        string type,
        (string Name, string Input, string Output) tensors,
        ReadOnlySpan<float> parameters,
        params ReadOnlySpan<OperationAttribute> more)
    {
        var (name, input, output) = tensors;
        var (window, size) = (layer.Window, layer.OutputSize);
        var image = Shape(graph, name, input, layer.InputShape.Dimensions.AsSpan());
        var weight = graph.Constant(
            $"{name}.weight", parameters[..layer.WeightCount], layer.Parameters[0].Shape.Dimensions.AsSpan());
        var bias = graph.Constant($"{name}.bias", parameters[layer.WeightCount..], layer.OutputShape.Image.Channels);
        var filtered = graph.Tensor($"{name}.filtered", size);
        graph.Operation(
            type,
            [image, weight, bias],
            [filtered],
            [
                new OperationAttribute("kernel_shape", [window.Size, window.Size]),
                new OperationAttribute("strides", [window.Stride, window.Stride]),
                new OperationAttribute("pads", [window.Padding, window.Padding, window.Padding, window.Padding]),
                .. more,
            ]);
        if (layer.Activation is Identity)
        {
            Flatten(graph, name, filtered, output, size);
            return;
        }

        var sums = graph.Tensor($"{name}.sums", size);
        Flatten(graph, name, filtered, sums, size);
        layer.Activation.Describe(graph, sums, output, size);
    }

    /// <summary>Describes a layer that has one operation on images and no parameters.</summary>
    internal static void Describe(
        IGraphBuilder graph, Layer layer, string name, string input, string output, Action<string, string> add)
    {
        var image = Shape(graph, name, input, layer.InputShape.Dimensions.AsSpan());
        var result = graph.Tensor($"{name}.result", layer.OutputSize);
        add(image, result);
        Flatten(graph, name, result, output, layer.OutputSize);
    }
}
