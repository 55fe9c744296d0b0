using System.CommandLine;
using AutoEncoderTool.Reading;

namespace AutoEncoderTool.Commands;

/// <summary>The options of every command that reads a table.</summary>
internal sealed class TableOptions
{
    private const string Parquet = "parquet";
    private const string Csv = "csv";

    private readonly Option<string> _input = new("--input", "-i")
    {
        Description = "The table: a CSV or Parquet file; - for standard input.",
        DefaultValueFactory = _ => Writing.OutputFile.StandardOutputName,
        HelpName = "file",
    };

    private readonly Option<string?> _format = new("--input-format")
    {
        Description = "csv or parquet. By default the name of the file decides: .parquet, or else csv.",
        HelpName = "format",
    };

    private readonly Option<string?> _separator = new("--separator")
    {
        Description = "Between the columns of text files: a character, or tab. Default: a tab for .tsv, otherwise a comma.",
        HelpName = "character",
    };

    private readonly Option<bool> _noHeader = new("--no-header")
    {
        Description = "Text files have no names of columns in their first row. Columns are called by their numbers, from 1 on.",
    };

    private readonly Option<string[]> _columns = new("--columns")
    {
        Description = $"The columns of the features: {ColumnList.Syntax}. NAME=LIST where the model reads several columns.",
        HelpName = "list",
    };

    private readonly Option<string[]> _exclude = new("--exclude")
    {
        Description = "Columns that are no features.",
        HelpName = "list",
    };

    internal Option<int> Threads { get; } = new("--threads")
    {
        Description = "How many threads read and score. Default: the number of processors.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        HelpName = "number",
    };

    internal void AddTo(Command command)
    {
        _input.Required = false;
        Threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--threads must be at least 1.");
            }
        });
        command.Options.Add(_input);
        command.Options.Add(_format);
        command.Options.Add(_separator);
        command.Options.Add(_noHeader);
        command.Options.Add(_columns);
        command.Options.Add(_exclude);
        command.Options.Add(Threads);
    }

    internal string Input(ParseResult parsed) => parsed.GetValue(_input)!;

    internal string[] Columns(ParseResult parsed) => parsed.GetValue(_columns) ?? [];

    internal string[] Exclude(ParseResult parsed) => parsed.GetValue(_exclude) ?? [];

    internal bool HasHeader(ParseResult parsed) => !parsed.GetValue(_noHeader);

    /// <exception cref="ToolException">The table cannot be read.</exception>
    internal Source Open(ParseResult parsed, ToolStreams streams)
    {
        var path = Input(parsed);
        var isStandardInput = path == Writing.OutputFile.StandardOutputName;
        if (IsParquet(path, parsed.GetValue(_format)))
        {
            return isStandardInput ? ParquetSource.OpenStandardInput(streams.Input) : ParquetSource.OpenFile(path);
        }

        var format = new CsvFormat(Separator(parsed, path), HasHeader(parsed));
        return isStandardInput ? CsvSource.OpenStandardInput(streams.Input, format) : CsvSource.OpenFile(path, format);
    }

    /// <summary>The separator of a file.</summary>
    /// <exception cref="UsageException">It is not one character.</exception>
    internal char Separator(ParseResult parsed, string path) => parsed.GetValue(_separator) switch
    {
        null => path.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',',
        "tab" or "\\t" => '\t',
        [var character] when character is not ('"' or '\r' or '\n') && character < 128 => character,
        var other => throw new UsageException($"--separator is '{other}', but must be one character, or tab."),
    };

    /// <exception cref="UsageException">There is no such format.</exception>
    internal static bool IsParquet(string path, string? format) => format switch
    {
        Parquet => true,
        Csv => false,
        null => path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase),
        _ => throw new UsageException($"'{format}' is no format; there are {Csv} and {Parquet}."),
    };
}
