using Spectre.Console;

namespace AutoEncoderTool.Terminal;

/// <summary>Shows on standard error how far a command is and how long it will take; only where that is a terminal.</summary>
internal sealed class ToolProgress
{
    private readonly ProgressTask? _task;
    private readonly string _description;

    private ToolProgress(string description, ProgressTask? task) => (_description, _task) = (description, task);

    /// <param name="streams">Standard streams.</param>
    /// <param name="description">What is done.</param>
    /// <param name="length">How much there is to do; null if nobody knows.</param>
    /// <param name="work">Does it.</param>
    internal static void Run(ToolStreams streams, string description, double? length, Action<ToolProgress> work)
    {
        if (!streams.IsErrorTerminal)
        {
            work(new ToolProgress(description, null));
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(streams.Error) });
        console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(),
                new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(description), maxValue: Math.Max(1, length ?? 1));
                task.IsIndeterminate = length is null;
                work(new ToolProgress(description, task));
            });
    }

    internal void Advance(double amount) => _task?.Increment(amount);

    /// <summary>Says how far the work is.</summary>
    /// <param name="part">The part that is done; null if nobody knows.</param>
    /// <param name="detail">What there is to say of it.</param>
    internal void Report(double? part, string detail)
    {
        if (_task is not null)
        {
            _task.Description = Markup.Escape($"{_description}: {detail}");
            _task.IsIndeterminate = part is null;
            _task.Value = (part ?? 0) * _task.MaxValue;
        }
    }
}
