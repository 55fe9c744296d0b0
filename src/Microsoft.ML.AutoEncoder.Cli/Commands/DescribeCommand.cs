using System.CommandLine;
using AutoEncoderTool.Models;
using AutoEncoderTool.Terminal;

namespace AutoEncoderTool.Commands;

/// <summary>Tells what is in a model file.</summary>
internal static class DescribeCommand
{
    internal static Command Create(ToolStreams streams)
    {
        var model = new Argument<string>("model") { Description = "The model file." };
        var command = new Command("describe", "Tells what is in a model: steps, columns, layers, sizes, training.") { model };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(model)!;
            ModelDescription.Write(LoadedModel.Load(path), new FileInfo(path).Length, streams.Text);
        });
        return command;
    }
}
