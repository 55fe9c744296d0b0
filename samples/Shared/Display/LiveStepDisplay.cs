using Spectre.Console;

namespace Samples.Display;

/// <summary>For a terminal: a bar, a clock and the time left below the step's lines, which vanish when the step is done.</summary>
internal sealed class LiveStepDisplay(IAnsiConsole console) : IStepDisplay
{
    private ProgressTask? _task;

    public T Show<T>(Func<T> step) =>
        console.Progress()
            .AutoClear(true)
            .ExcludeVerticalPadding()
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new ElapsedTimeColumn(), new TimeLeftColumn())
            .Start(context =>
            {
                // The task must have a name, but no column shows it: the step's title stands above.
                _task = context.AddTask(nameof(step), maxValue: 1);
                _task.IsIndeterminate = true;
                return step();
            });

    public void Advance(double fraction)
    {
        _task!.IsIndeterminate = false;
        _task.Value = fraction;
    }
}
