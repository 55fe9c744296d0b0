namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>What our own files call their outputs.</summary>
internal static class OnnxNames
{
    internal const string Code = "code";
    internal const string Reconstruction = "reconstruction";
    internal const string ReconstructionError = "reconstruction_error";
    internal const string SlotErrors = "slot_errors";
    internal const string Score = "score";
    internal const string Label = "label";
}
