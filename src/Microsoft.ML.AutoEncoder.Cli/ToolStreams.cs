using System.Text;
using AutoEncoderTool.Writing;

namespace AutoEncoderTool;

/// <summary>What the tool reads and writes besides files.</summary>
internal sealed class ToolStreams
{
    private readonly Lazy<TextWriter> _text;

    /// <param name="input">Standard input.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="cancellationToken">Ends the command.</param>
    internal ToolStreams(Stream input, Stream output, TextWriter error, CancellationToken cancellationToken)
    {
        Input = input;
        Output = new StandardOutput(output);
        Error = error;
        CancellationToken = cancellationToken;
        _text = new(() => new StreamWriter(Output, new UTF8Encoding(false), leaveOpen: true));
    }

    internal Stream Input { get; }

    internal Stream Output { get; }

    internal TextWriter Error { get; }

    /// <summary>Standard output for text.</summary>
    internal TextWriter Text => _text.Value;

    /// <summary>Whether somebody watches: progress is shown only then.</summary>
    internal bool IsErrorTerminal { get; init; }

    internal CancellationToken CancellationToken { get; }
}
