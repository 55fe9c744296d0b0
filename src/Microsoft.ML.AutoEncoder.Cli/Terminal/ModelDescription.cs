using System.Globalization;
using AutoEncoderTool.Models;
using Microsoft.ML.AutoEncoder;
using Spectre.Console;

namespace AutoEncoderTool.Terminal;

/// <summary>What is in a model, as text.</summary>
internal static class ModelDescription
{
    // A pipe has no width of its own.
    private const int Width = 160;

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

    // The place for the library's own summary, once there is one.
    private static void WriteNetwork(LoadedModel model, TextWriter text)
    {
        if (model.Decoder is { } decoder)
        {
            text.WriteLine(Invariant($"Decoder: {decoder.CodeSize} → {decoder.ReconstructionSize}"));
            return;
        }

        var layers = model.AutoEncoder?.Layers ?? model.Detector!.Model.Layers;
        var history = model.AutoEncoder?.TrainingHistory ?? model.Detector!.Model.TrainingHistory;
        text.WriteLine(string.Join(" → ", layers.Select(layer => layer.OutputSize).Prepend(layers[0].InputSize).Select(Number)) +
            $", {Number(layers.Sum(CountParameters))} parameters");
        WriteLayers(layers, text);
        if (model.Detector is { } detector)
        {
            text.WriteLine(Invariant(
                $"Threshold: {detector.Threshold} (from training: {detector.Model.Threshold})"));
        }

        if (history.Count > 0)
        {
            text.WriteLine($"Training: {history.Count.ToString(CultureInfo.InvariantCulture)} epochs");
            text.WriteLine($"  {history[0]}");
            text.WriteLine($"  {history[^1]}");
        }
    }

    private static void WriteLayers(IReadOnlyList<AutoEncoderLayer> layers, TextWriter text)
    {
        var table = new Table().AsciiBorder().AddColumn("Layer").AddColumn("Activation").AddColumn("Shape")
            .AddColumn(new TableColumn("Parameters").RightAligned());
        foreach (var layer in layers)
        {
            table.AddRow(
                new Text(layer.Name), new Text(layer.Activation.ToString()), new Text(Invariant($"{layer.InputSize} → {layer.OutputSize}")),
                new Text(Number(CountParameters(layer))));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = Width;
        console.Write(table);
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

    private static long CountParameters(AutoEncoderLayer layer) =>
        layer.Parameters.Values.Sum(parameter => (long)parameter.Values.Length);

    private static string Number(long number) => number.ToString("n0", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
