using System.Collections.Concurrent;
using AutoEncoderTool.Models;
using AutoEncoderTool.Reading;
using AutoEncoderTool.Terminal;
using AutoEncoderTool.Writing;

namespace AutoEncoderTool.Scoring;

/// <summary>Scores a table from its beginning to its end, on several threads and in constant memory.</summary>
internal sealed class ScoringRun(ScoringModel model, Source source, int threads, ToolStreams streams)
{
    /// <summary>Where the model's columns come from.</summary>
    internal IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Columns of the table that are none of the model's.</summary>
    internal IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Columns of the table that are passed through.</summary>
    internal IReadOnlyList<string> Keys { get; init; } = [];

    /// <param name="createWriter">Creates the table of the results, of these columns.</param>
    internal void Run(Func<IEnumerable<(string Name, Type Type)>, TableWriter> createWriter)
    {
        var layout = CreateLayout();
        source.Choose(layout);
        var workers = new ConcurrentBag<ScoringWorker>([new ScoringWorker(model, layout)]);
        try
        {
            workers.TryPeek(out var first);
            using var writer = createWriter(DescribeColumns(layout, first!));
            ToolProgress.Run(streams, "Scoring", source.Length, progress =>
            {
                var blocks = source.ReadBlocks(streams.CancellationToken);
                foreach (var (length, prepared) in OrderedParallel.Select(
                    blocks, block => Score(workers, layout, writer, block), threads, streams.CancellationToken))
                {
                    using (prepared)
                    {
                        writer.Write(prepared);
                    }

                    progress.Advance(length);
                }
            });
            writer.Finish();
        }
        finally
        {
            // Those that are at work when an error ends the run are left to the collector.
            foreach (var worker in workers)
            {
                worker.Dispose();
            }
        }
    }

    private RowLayout CreateLayout()
    {
        var keys = ColumnList.Resolve(source, Keys);
        var excluded = ColumnList.Resolve(source, Exclude);
        var needed = model.Mapper.GetDependencies(model.Outputs.Select(output => output.Column)).ToArray();
        var bound = new ColumnBinding(source, Columns, [.. keys, .. excluded]).Bind(needed);
        return new RowLayout(model.Mapper.InputSchema, bound, keys, source.Columns.Count);
    }

    private IEnumerable<(string Name, Type Type)> DescribeColumns(RowLayout layout, ScoringWorker worker) =>
        layout.Keys.Select(key => (source.Columns[key], typeof(string)))
            .Concat(model.Outputs.SelectMany((output, i) =>
                OutputValues.NamesOf(output.Name, output.Column).Select(name => (name, worker.Outputs[i].ValueType))));

    private (long Length, IDisposable Prepared) Score(
        ConcurrentBag<ScoringWorker> workers, RowLayout layout, TableWriter writer, SourceBlock block)
    {
        using (block)
        {
            var worker = workers.TryTake(out var free) ? free : new ScoringWorker(model, layout);
            worker.Score(block);
            var prepared = writer.Prepare(worker);
            workers.Add(worker);
            return (block.Length, prepared);
        }
    }
}
