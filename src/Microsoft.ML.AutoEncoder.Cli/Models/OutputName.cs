using Microsoft.ML.AutoEncoder.Graphs;

namespace AutoEncoderTool.Models;

/// <summary>What the tool calls the results of an autoencoder.</summary>
internal static class OutputName
{
    internal const string Code = OnnxNames.Code;
    internal const string Reconstruction = OnnxNames.Reconstruction;
    internal const string Error = "error";
    internal const string SlotErrors = OnnxNames.SlotErrors;
    internal const string Score = OnnxNames.Score;
    internal const string Label = OnnxNames.Label;

    internal const string List = $"{Code}, {Reconstruction}, {Error}, {SlotErrors}, and of a detector {Score} and {Label}";

    /// <summary>The name in the one way in which it is written here: <c>slot-errors</c> and <c>reconstruction_error</c>, as the ONNX files
    /// call it, are understood.</summary>
    internal static string Normalize(string name) => name.Replace('-', '_') switch
    {
        OnnxNames.ReconstructionError => Error,
        var other => other,
    };

    internal static bool IsKnown(string name) => name is Code or Reconstruction or Error or SlotErrors or Score or Label;
}
