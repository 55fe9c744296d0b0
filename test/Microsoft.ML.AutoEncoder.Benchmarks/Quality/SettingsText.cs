using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.ML.AutoEncoder;

namespace Benchmarks.Quality;

/// <summary>Writes down the options that are not the defaults, so that what a page says is what was used.</summary>
internal static class SettingsText
{
    internal static IEnumerable<string> Describe(AutoEncoderEstimator.Options options)
    {
        // What is null, and what is written out but is what null stands for anyway, is no setting.
        var defaults = DefaultOptions.OfEstimator.Fill(new AutoEncoderEstimator.Options(), inputSize: null, rowCount: null);
        return from field in typeof(AutoEncoderEstimator.Options).GetFields(BindingFlags.Public | BindingFlags.Instance)
               where field.Name is not (
                nameof(options.InputColumnName) or nameof(options.OutputColumnName) or nameof(options.ProgressCallback))
               let text = Write(field.GetValue(options))
               where text != "null" && text != Write(field.GetValue(defaults))
               select $"{field.Name} = {text}";
    }

    private static string Write(object? value) => value switch
    {
        null => "null",
        IEnumerable list and not string => $"[{string.Join(", ", list.Cast<object>().Select(Write))}]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
