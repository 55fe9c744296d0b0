namespace AutoEncoderTool.Models;

/// <summary>What the tool calls the results of an autoencoder.</summary>
internal static class OutputName
{
    internal const string Code = "code";
    internal const string Reconstruction = "reconstruction";
    internal const string Error = "error";
    internal const string SlotErrors = "slot_errors";
    internal const string Score = "score";
    internal const string Label = "label";

    internal const string List = $"{Code}, {Reconstruction}, {Error}, {SlotErrors}, and of a detector {Score} and {Label}";

    /// <summary>The name in the one way in which it is written here: <c>slot-errors</c> and <c>reconstruction_error</c>, as the ONNX files
    /// call it, are understood.</summary>
    internal static string Normalize(string name) => name.Replace('-', '_') switch
    {
        "reconstruction_error" => Error,
        var other => other,
    };

    internal static bool IsKnown(string name) => name is Code or Reconstruction or Error or SlotErrors or Score or Label;
}
