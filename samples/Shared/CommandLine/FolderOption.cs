using System.CommandLine;

namespace Samples.CommandLine;

/// <summary>An option that is the path of a folder.</summary>
public static class FolderOption
{
    public static Option<string?> Create(string name, string description, string? defaultValue = null) => new(name)
    {
        HelpName = "DIR",
        Description = description,
        DefaultValueFactory = defaultValue is null ? null : _ => defaultValue,
        CustomParser = result =>
        {
            var path = result.Tokens[0].Value;
            if (string.IsNullOrWhiteSpace(path))
            {
                result.AddError($"{name} must name a folder, but is empty.");
            }

            return path;
        },
    };
}
