using Spectre.Console;

namespace Denoising;

/// <summary>How much of the noise went away.</summary>
internal static class CleaningTable
{
    internal static Table Create(IEnumerable<Cleaning> cleanings)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("Mean squared error per pixel");
        foreach (var heading in new[] { "with noise", "cleaned", "removed" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var cleaning in cleanings)
        {
            table.AddRow(
                cleaning.Noise.Name, $"{cleaning.NoisyError:0.0000}", $"{cleaning.CleanedError:0.0000}",
                $"{1 - (cleaning.CleanedError / cleaning.NoisyError):P1}");
        }

        return table;
    }
}
