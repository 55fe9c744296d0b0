namespace Microsoft.ML.AutoEncoder;

/// <summary>What a layer or an activation calls to describe itself as operations on named tensors, which are those of ONNX.</summary>
/// <remarks>
/// Every tensor has a row for each row of the input. What describes itself takes the names of the tensors that it reads and writes from
/// the caller, asks for names for what lies between, and adds its operations in the order in which they are computed.
/// </remarks>
internal interface IGraphBuilder
{
    /// <summary>Names a new tensor of numbers that an operation is going to compute.</summary>
    /// <param name="name">What the tensor is; made unique.</param>
    /// <param name="size">The number of values in a row.</param>
    /// <returns>The name.</returns>
    string Tensor(string name, int size);

    /// <summary>Adds a tensor with given values.</summary>
    /// <param name="name">What the tensor is; made unique.</param>
    /// <param name="values">The values, the last dimension the fastest.</param>
    /// <param name="shape">The dimensions; none for a single number.</param>
    /// <returns>The name.</returns>
    string Constant(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape);

    /// <summary>Adds a tensor with given whole numbers.</summary>
    /// <param name="name">What the tensor is; made unique.</param>
    /// <param name="values">The values, in one dimension.</param>
    /// <returns>The name.</returns>
    string Constant(string name, params ReadOnlySpan<long> values);

    /// <summary>Adds an operation.</summary>
    /// <param name="type">The operator, by its name in ONNX.</param>
    /// <param name="inputs">The tensors that it reads. An optional one that is left out is an empty name.</param>
    /// <param name="outputs">The tensors that it computes.</param>
    /// <param name="attributes">Its attributes. One that is 0 may be missing in the result: leave it out where 0 is the default, and do not
    /// use an operator where it isn't.</param>
    void Operation(
        string type, ReadOnlySpan<string> inputs, ReadOnlySpan<string> outputs, params ReadOnlySpan<OperationAttribute> attributes);
}
