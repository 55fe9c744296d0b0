namespace Microsoft.ML.AutoEncoder;

/// <summary>How a model is written to an ONNX file.</summary>
public sealed class OnnxExportOptions
{
    /// <summary>The tensors that the file gives. Null: all that the model has.</summary>
    public OnnxOutputs? Outputs { get; set; }

    /// <summary>The name of the tensor with the rows, of type float and of the shape [rows, size of the input]. Null: the name of the input
    /// column.</summary>
    public string? InputName { get; set; }

    /// <summary>For a detector: rows with a higher score have the label true. Null: the threshold that training has found.</summary>
    public float? Threshold { get; set; }
}
