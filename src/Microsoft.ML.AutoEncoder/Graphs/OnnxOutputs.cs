namespace Microsoft.ML.AutoEncoder;

/// <summary>The tensors that an ONNX file of a model gives. Each has a row for each row of the input.</summary>
[Flags]
public enum OnnxOutputs
{
    /// <summary>No tensor.</summary>
    None = 0,

    /// <summary><c>code</c>: the code, [rows, size of the code].</summary>
    Code = 1,

    /// <summary><c>reconstruction</c>: the reconstruction, [rows, size of the input].</summary>
    Reconstruction = 2,

    /// <summary><c>reconstruction_error</c>: the mean over the slots of the squared difference between the input and its reconstruction,
    /// [rows, 1].</summary>
    ReconstructionError = 4,

    /// <summary><c>slot_errors</c>: the squared difference slot by slot, [rows, size of the input]; for a detector as a multiple of the
    /// error of an ordinary row.</summary>
    SlotErrors = 8,

    /// <summary><c>score</c>: how odd the row is, about 1 for an ordinary one, [rows, 1]. Detectors only.</summary>
    Score = 16,

    /// <summary><c>label</c>: whether the score exceeds the threshold, [rows, 1], boolean. Detectors only.</summary>
    Label = 32,
}
