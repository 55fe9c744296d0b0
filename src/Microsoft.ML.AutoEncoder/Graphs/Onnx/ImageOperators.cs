namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>Operators on images, channel by channel.</summary>
internal static class ImageOperators
{
    internal static Signal Convolve(OnnxOperation operation)
    {
        var weight = Filters(operation);
        var input = Images(operation);
        var window = ReadWindow(operation, weight.Shape[2]);
        var filters = weight.Shape[0];
        return Filter(operation, weight, filters, () => weight.Shape[1] == input.Image.Channels
            ? new ConvolutionLayer(input, filters, window, Activation.Identity)
            : throw new ArgumentException($"Its filters have {weight.Shape[1]} channels, and the images {input.Image.Channels}."));
    }

    internal static Signal ConvolveBack(OnnxOperation operation)
    {
        var weight = Filters(operation);
        var input = Images(operation);
        var window = ReadWindow(operation, weight.Shape[2]);
        var filters = weight.Shape[1];
        long[] more = operation.WholeNumbers("output_padding") ?? [0, 0];
        if (more is not [>= 0 and < 1 << 14, >= 0 and < 1 << 14])
        {
            throw new InvalidDataException("Its output_padding is none of an image.");
        }

        return Filter(operation, weight, filters, () => weight.Shape[0] == input.Image.Channels
            ? new TransposedConvolutionLayer(
                input,
                new TensorShape(filters, Enlarged(input.Image.Height, more[0]), Enlarged(input.Image.Width, more[1])),
                window,
                Activation.Identity)
            : throw new ArgumentException($"Its filters have {weight.Shape[0]} channels, and the images {input.Image.Channels}."));

        int Enlarged(int length, long rest) =>
            checked(((length - 1) * window.Stride) + window.Size - (2 * window.Padding) + (int)rest);
    }

    internal static Signal Pool(OnnxOperation operation, Func<TensorShape, Window, Layer> create)
    {
        // Without padding, nothing depends on whether zeros are counted.
        operation.Ignore("count_include_pad", "storage_order");
        if (operation.WholeNumber("ceil_mode", 0) != 0)
        {
            throw new InvalidDataException("It pools what is left at the edges (ceil_mode), which no layer does.");
        }

        var input = Images(operation);
        var window = ReadWindow(operation, size: null);
        return window.Padding == 0
            ? Add(operation, () => create(input, window), [], [])
            : throw new InvalidDataException("It pools with a padding, which no layer does.");
    }

    internal static Signal Resize(OnnxOperation operation)
    {
        operation.Ignore("antialias", "cubic_coeff_a", "exclude_outside", "extrapolation_value");
        var (mode, places, rounding) = (
            operation.Text("mode", "nearest"),
            operation.Text("coordinate_transformation_mode", "half_pixel"),
            operation.Text("nearest_mode", "round_prefer_floor"));
        var repeats = mode == "nearest"
            && ((places == "asymmetric" && rounding == "floor")
                || (places is "half_pixel" or "pytorch_half_pixel" && rounding is "round_prefer_floor" or "round_prefer_ceil"));
        if (!repeats)
        {
            throw new InvalidDataException($"It enlarges images by {mode}, {places}, {rounding}. Repeating pixels can be read.");
        }

        var input = Images(operation);
        var (_, height, width) = input.Image;
        var (down, across) = operation.Has(3)
            ? Factors(operation.WholeNumbers(3), input)
            : operation.Numbers(2).Numbers is [1f, 1f, var one, var two] ? (one, two) : (0, 0);
        if (down is not (>= 1 and <= 1 << 14) || across is not (>= 1 and <= 1 << 14) || down % 1 != 0 || across % 1 != 0)
        {
            throw new InvalidDataException("It enlarges images by something that is no whole number.");
        }

        return Add(operation, () => new UpsamplingLayer(input, checked(height * (int)down), checked(width * (int)across)), [], []);
    }

    private static (double Down, double Across) Factors(long[] sizes, TensorShape input) =>
        sizes is [_, var channels, var height, var width] && channels == input.Image.Channels
            ? ((double)height / input.Image.Height, (double)width / input.Image.Width)
            : (0, 0);

    private static TensorShape Images(OnnxOperation operation) => operation.Signal(0) is { Chain: not null, RowShape: { Length: 3 } shape }
        ? new TensorShape(shape)
        : throw new InvalidDataException("Its input must be images of known channels, height and width.");

    private static ConstantTensor Filters(OnnxOperation operation)
    {
        var weight = operation.Numbers(1);
        return weight.Shape is [> 0, > 0, > 0 and var height, var width] && height == width
            ? weight
            : throw new InvalidDataException($"Its filters have the shape {weight.ShapeText}; square ones on images can be read.");
    }

    private static Window ReadWindow(OnnxOperation operation, int? size)
    {
        var kernel = operation.WholeNumbers("kernel_shape");
        var padding = operation.WholeNumbers("pads") ?? [0, 0, 0, 0];
        var stride = operation.WholeNumbers("strides") ?? [1, 1];
        var dilations = operation.WholeNumbers("dilations") ?? [1, 1];
        if (operation.WholeNumber("group", 1) != 1 || operation.Text("auto_pad", "NOTSET") is not ("NOTSET" or "VALID")
            || dilations is not [1, 1])
        {
            throw new InvalidDataException("It has groups, gaps between what filters see (dilations), or a padding by itself (auto_pad).");
        }

        kernel ??= size is { } side ? [side, side] : [];
        var isSquare = kernel is [> 0 and <= 1 << 14, > 0] && kernel[0] == kernel[1] && (size is null || kernel[0] == size)
            && stride is [> 0 and <= 1 << 14, > 0] && stride[0] == stride[1]
            && padding is [>= 0 and <= 1 << 14, _, _, _] && Array.TrueForAll(padding, side => side == padding[0]);
        return isSquare
            ? new Window((int)kernel[0], (int)stride[0], (int)padding[0])
            : throw new InvalidDataException("Its kernel, stride or padding is not the same on all sides.");
    }

    private static Signal Filter(OnnxOperation operation, ConstantTensor weight, int filters, Func<Layer> create)
    {
        operation.Charge(weight.Count);
        var bias = operation.Has(2) ? DenseOperators.Broadcast(operation.Numbers(2), filters) : new float[filters];
        return Add(operation, create, weight.Numbers!, bias);
    }

    private static Signal Add(OnnxOperation operation, Func<Layer> create, float[] weights, float[] bias)
    {
        try
        {
            var layer = create();
            return layer.OutputShape.Count <= NetworkLimits.MaximumLayerSize
                ? Signal.Of(operation.Signal(0).Complete().AddImages(layer, weights, bias)).WithRowShape(layer.OutputShape.Dimensions)
                : throw new InvalidDataException($"It makes images of {layer.OutputShape} values, which are too large.");
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }
}
