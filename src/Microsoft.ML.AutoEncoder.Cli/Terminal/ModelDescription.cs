using AutoEncoderTool.Models;
using Microsoft.ML.AutoEncoder;

namespace AutoEncoderTool.Terminal;

/// <summary>What is in a model, as text.</summary>
internal static class ModelDescription
{
    internal static void Write(LoadedModel model, long fileSize, TextWriter text)
    {
        text.WriteLine(Invariant($"{model.Name}: {fileSize:n0} bytes"));
        text.WriteLine();
        text.WriteLine("Input:");
        foreach (var column in model.InputSchema.Where(column => !column.IsHidden))
        {
            text.WriteLine($"  {column.Name}: {column.Type}");
        }

        text.WriteLine();
        text.WriteLine("Steps:");
        foreach (var (i, step) in model.Steps.Index())
        {
            text.WriteLine(Invariant($"  {i + 1}. {LoadedModel.DescribeStep(step)}{Columns(model, i)}"));
        }

        model.CheckHasAutoEncoder();
        text.WriteLine();
        WriteNetwork(model, text);
    }

    private static void WriteNetwork(LoadedModel model, TextWriter text)
    {
        text.Write(model.Decoder?.Summary() ?? model.AutoEncoder?.Summary() ?? model.Detector!.Model.Summary());
        if (model.Detector is { } detector)
        {
            text.WriteLine(Invariant($"Threshold: {detector.Threshold} (from training: {detector.Model.Threshold})"));
        }
    }

    private static string Columns(LoadedModel model, int step)
    {
        if (model.Steps[step] is AutoEncoderTransformer transformer)
        {
            var outputs = transformer.Columns.Outputs.Select(output => $"{output.Name} ({Kind(output)})");
            return $": {transformer.Columns.Input} → {string.Join(", ", outputs)}";
        }

        return step == model.Step && model.Detector is { } detector
            ? $": {detector.FeatureColumnName} → Score, PredictedLabel"
            : string.Empty;
    }

    private static string Kind(OutputColumn column) => column switch
    {
        CodeColumn => OutputName.Code,
        ReconstructionColumn => OutputName.Reconstruction,
        ReconstructionErrorColumn => OutputName.Error,
        SlotErrorColumn => OutputName.SlotErrors,
        _ => "layer",
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
