using System.Text.Json;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The file with the trials of a search that have ended: whole or not there at all, and refused where it belongs to another
/// search.</summary>
/// <param name="host">Raises errors.</param>
/// <param name="path">The file.</param>
/// <param name="search">What the trials depend on, by name.</param>
internal sealed class TrialsFile(IHost host, string path, IReadOnlyDictionary<string, string> search)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <returns>The trials; none where there is no file.</returns>
    /// <exception cref="InvalidOperationException">The file is damaged, or belongs to another search; the message says by what.</exception>
    internal IReadOnlyList<StoredTrial> Read()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        Content? content;
        try
        {
            content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), Json);
        }
        catch (JsonException exception)
        {
            throw host.Except(exception, $"{Name} is no file of trials, or is damaged: {exception.Message}");
        }

        if (content is not { Search: { } written, Trials: { } trials } || trials.Any(trial => trial is null || !trial.IsSound))
        {
            throw host.Except($"{Name} is no file of trials, or is damaged.");
        }

        var differences = search.Keys.Union(written.Keys)
            .Where(name => search.GetValueOrDefault(name) != written.GetValueOrDefault(name))
            .Select(name => name == TuningIdentity.Data
                ? $"its {name} are others"
                : $"its {name} is {Value(written, name)}, not {Value(search, name)}")
            .ToArray();
        return differences.Length == 0
            ? trials!
            : throw host.Except(
                $"{Name} belongs to another search: {string.Join("; ", differences)}. Delete it, or choose another path.");
    }

    /// <exception cref="IOException">The file cannot be written.</exception>
    internal void Write(IEnumerable<StoredTrial> trials)
    {
        var content = new Content(search, [.. trials.OrderBy(trial => trial.Round).ThenBy(trial => trial.Number)]);
        WholeFile.Write(path, stream => JsonSerializer.Serialize(stream, content, Json));
    }

    private static string Value(IReadOnlyDictionary<string, string> search, string name) =>
        search.GetValueOrDefault(name) ?? OptionText.None;

    private string Name => $"{nameof(TuningOptions.TrialsPath)} '{path}'";

    private sealed record Content(IReadOnlyDictionary<string, string>? Search, IReadOnlyList<StoredTrial>? Trials);
}
