using System.Reflection;

namespace AutoEncoderTool.Settings;

/// <summary>A member of the library that creates a setting.</summary>
internal sealed class SettingMaker(string name, ParameterInfo[] parameters, Func<object?[], object> create)
{
    internal string Name => name;

    /// <summary>As it can be written: <c>Huber(delta: 1)</c>.</summary>
    internal string Describe() => parameters.Length == 0
        ? name
        : $"{name}({string.Join(", ", parameters.Select(DescribeParameter))})";

    /// <param name="arguments">In their order, or with their names before them.</param>
    /// <exception cref="FormatException">An argument is missing, or there is no such one.</exception>
    internal object Make(IReadOnlyList<string> arguments)
    {
        if (parameters is [var only] && only.IsDefined(typeof(ParamArrayAttribute)))
        {
            arguments = [string.Join(',', arguments)];
        }

        var values = new object?[parameters.Length];
        var given = new bool[parameters.Length];
        foreach (var (i, argument) in arguments.Index())
        {
            var (index, text) = Find(argument, i);
            values[index] = SettingReader.Read(text, parameters[index].ParameterType);
            given[index] = true;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!given[i])
            {
                values[i] = parameters[i].HasDefaultValue
                    ? parameters[i].DefaultValue
                    : throw new FormatException($"{name} needs {parameters[i].Name}: it is written {Describe()}");
            }
        }

        try
        {
            return create(values);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is ArgumentException refusal)
        {
            throw new FormatException(LibraryErrors.Describe(refusal), refusal);
        }
    }

    private static string DescribeParameter(ParameterInfo parameter) => parameter.HasDefaultValue
        ? FormattableString.Invariant($"{parameter.Name}: {parameter.DefaultValue}")
        : parameter.Name!;

    private (int Index, string Text) Find(string argument, int position)
    {
        var colon = argument.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && !argument.AsSpan(0, colon).Contains('('))
        {
            var index = Array.FindIndex(parameters, parameter => parameter.Name == argument[..colon].Trim());
            return index >= 0 ? (index, argument[(colon + 1)..].Trim()) : throw TooMany();
        }

        return position < parameters.Length ? (position, argument) : throw TooMany();

        FormatException TooMany() => new($"{name} has no argument '{argument}': it is written {Describe()}");
    }
}
