using System.Collections.Frozen;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>The operators that can be read, by their name.</summary>
internal static class OnnxOperators
{
    private const string MachineLearningDomain = "ai.onnx.ml";

    /// <returns>A <see cref="Signal"/>, a <see cref="ConstantTensor"/> or a <see cref="SelectionPart"/>.</returns>
    internal delegate object ReadOperation(OnnxOperation operation);

    private static FrozenDictionary<string, ReadOperation> Standard { get; } = new Dictionary<string, ReadOperation>
    {
        ["Gemm"] = DenseOperators.Gemm,
        ["MatMul"] = DenseOperators.MatMul,
        ["BatchNormalization"] = DenseOperators.NormalizeBatch,
        ["Add"] = ElementwiseOperators.Add,
        ["Sub"] = ElementwiseOperators.Subtract,
        ["Mul"] = ElementwiseOperators.Multiply,
        ["Div"] = ElementwiseOperators.Divide,
        ["Neg"] = ElementwiseOperators.Negate,
        ["Max"] = ElementwiseOperators.Max,
        ["Clip"] = ElementwiseOperators.Clip,
        ["Relu"] = operation => ElementwiseOperators.Apply(operation, Activation.ReLU),
        ["LeakyRelu"] = ElementwiseOperators.LeakyRelu,
        ["PRelu"] = ElementwiseOperators.PRelu,
        ["Elu"] = ElementwiseOperators.Elu,
        ["Selu"] = ElementwiseOperators.Selu,
        ["Gelu"] = ElementwiseOperators.Gelu,
        ["Tanh"] = operation => ElementwiseOperators.Apply(operation, Activation.Tanh),
        ["Sigmoid"] = operation => ElementwiseOperators.Apply(operation, Activation.Sigmoid),
        ["Softplus"] = operation => ElementwiseOperators.Apply(operation, Activation.Softplus),
        ["Erf"] = operation => ElementwiseOperators.Call(operation, "Erf"),
        ["Exp"] = operation => ElementwiseOperators.Call(operation, "Exp"),
        ["Log"] = operation => ElementwiseOperators.Call(operation, "Log"),
        ["Sqrt"] = ConstantOperators.SquareRoot,
        ["Constant"] = ConstantOperators.Constant,
        ["Shape"] = ConstantOperators.Shape,
        ["Gather"] = ConstantOperators.Gather,
        ["Slice"] = ConstantOperators.Slice,
        ["Concat"] = ConstantOperators.Concat,
        ["Conv"] = ImageOperators.Convolve,
        ["ConvTranspose"] = ImageOperators.ConvolveBack,
        ["MaxPool"] = operation => ImageOperators.Pool(operation, (input, window) => new MaxPoolingLayer(input, window)),
        ["AveragePool"] = operation => ImageOperators.Pool(operation, (input, window) => new AveragePoolingLayer(input, window)),
        ["Resize"] = ImageOperators.Resize,
        ["Identity"] = ShapeOperators.Pass,
        ["Dropout"] = ShapeOperators.Dropout,
        ["Cast"] = ShapeOperators.Cast,
        ["Flatten"] = ShapeOperators.Flatten,
        ["Reshape"] = ShapeOperators.Reshape,
        ["Squeeze"] = ShapeOperators.Squeeze,
        ["Unsqueeze"] = ShapeOperators.Unsqueeze,
        ["Transpose"] = ShapeOperators.Transpose,
        ["TopK"] = SelectionOperators.TopK,
        ["ConstantOfShape"] = SelectionOperators.ConstantOfShape,
        ["ScatterElements"] = SelectionOperators.ScatterElements,
    }.ToFrozenDictionary();

    internal static ReadOperation Find(string domain, string type)
    {
        if (domain == MachineLearningDomain && type == "Scaler")
        {
            return DenseOperators.Scaler;
        }

        return OnnxFile.IsStandard(domain) && Standard.TryGetValue(type, out var read)
            ? read
            : throw new InvalidDataException(
                $"The operator {(OnnxFile.IsStandard(domain) ? type : $"{domain}.{type}")} is none of those that a chain of dense " +
                "layers consists of: " +
                $"{string.Join(", ", Standard.Keys.Order(StringComparer.Ordinal))}.");
    }
}
