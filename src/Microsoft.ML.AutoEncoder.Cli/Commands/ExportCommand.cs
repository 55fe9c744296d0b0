using System.CommandLine;
using AutoEncoderTool.Models;
using AutoEncoderTool.Writing;
using Microsoft.ML.AutoEncoder;
using Microsoft.ML.AutoEncoder.Graphs;

namespace AutoEncoderTool.Commands;

/// <summary>Writes the autoencoder of a model for other programs.</summary>
internal static class ExportCommand
{
    private const string Onnx = "onnx";
    private const string Safetensors = "safetensors";

    internal static Command Create(ToolStreams streams)
    {
        var model = new Argument<string>("model") { Description = "The model file." };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file: .onnx or .safetensors. It is replaced as a whole if it is there; - for standard output.",
            Required = true,
            HelpName = "file",
        };
        var format = new Option<string?>("--format")
        {
            Description = "onnx or safetensors. By default the name of the file decides.",
            HelpName = "format",
        };
        var outputs = new Option<string[]>("--outputs")
        {
            Description = $"The tensors of an ONNX file, separated by commas: {OutputName.List}. Default: all that the model has.",
            HelpName = "list",
        };
        var command = new Command("export", "Writes the network as ONNX, or its weights as safetensors.")
        {
            model, output, format, outputs,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(output)!;
            var kind = parsed.GetValue(format) ?? Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
            if (kind is not (Onnx or Safetensors))
            {
                throw new UsageException($"'{kind}' is no format; say --format {Onnx} or --format {Safetensors}.");
            }

            var loaded = LoadedModel.Load(parsed.GetValue(model)!);
            loaded.CheckHasAutoEncoder();
            var tensors = ReadOutputs(parsed.GetValue(outputs) ?? []);
            OutputFile.Write(path, streams, stream => Write(loaded, kind, tensors, stream));
        });
        return command;
    }

    private static void Write(LoadedModel model, string kind, OnnxOutputs? outputs, Stream stream)
    {
        if (kind == Safetensors)
        {
            var network = model.AutoEncoder?.Network ?? model.Detector?.Model.Network
                ?? throw new ToolException($"{model.Name}: is a decoder alone, whose weights are those of its autoencoder");
            SafetensorsExport.Save(stream, network);
            return;
        }

        var options = new OnnxExportOptions { Outputs = outputs };
        if (model.Detector is { } detector)
        {
            options.InputName = detector.FeatureColumnName;
            options.Threshold = detector.Threshold;
            detector.Model.SaveAsOnnx(stream, options);
        }
        else if (model.Decoder is { } decoder)
        {
            decoder.SaveAsOnnx(stream, options);
        }
        else
        {
            model.AutoEncoder!.SaveAsOnnx(stream, options);
        }
    }

    private static OnnxOutputs? ReadOutputs(string[] lists)
    {
        OnnxOutputs? outputs = null;
        var names = lists.SelectMany(list =>
            list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        foreach (var name in names)
        {
            outputs = (outputs ?? OnnxOutputs.None) | OutputName.Normalize(name) switch
            {
                OutputName.Code => OnnxOutputs.Code,
                OutputName.Reconstruction => OnnxOutputs.Reconstruction,
                OutputName.Error => OnnxOutputs.ReconstructionError,
                OutputName.SlotErrors => OnnxOutputs.SlotErrors,
                OutputName.Score => OnnxOutputs.Score,
                OutputName.Label => OnnxOutputs.Label,
                _ => throw new UsageException($"--outputs: there is no output '{name}'; there are {OutputName.List}."),
            };
        }

        return outputs;
    }
}
