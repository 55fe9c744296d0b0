using Spectre.Console;
using Spectre.Console.Rendering;

namespace Samples.Display;

/// <summary>The time left, beside the clock of a step.</summary>
internal sealed class TimeLeftColumn : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        var fraction = task.IsIndeterminate ? 0 : task.Value / task.MaxValue;
        return new Text(
            TimeLeft.Estimate(task.ElapsedTime ?? TimeSpan.Zero, fraction) is { } left ? $@"about {left:mm\:ss} left" : string.Empty);
    }
}
