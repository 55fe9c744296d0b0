using System.Globalization;
using Options = Microsoft.ML.AutoEncoder.AutoEncoderEstimator.Options;

namespace Microsoft.ML.AutoEncoder;

/// <summary>The options that a search may change, each with the values to try. Options that are not named stay as they are.</summary>
/// <example>
/// <code>
/// var space = new AutoEncoderSearchSpace()
///     .LogUniform(nameof(AutoEncoderEstimator.Options.LearningRate), 1e-4, 1e-2)
///     .Choice(nameof(AutoEncoderEstimator.Options.Activation), Activation.ReLU, Activation.GELU);
/// </code>
/// </example>
public sealed class AutoEncoderSearchSpace
{
    private readonly List<SearchDimension> _dimensions = [];

    internal IReadOnlyList<SearchDimension> Dimensions => _dimensions;

    /// <summary>Tries values of a numeric option that are evenly distributed. Whole numbers for an option that is one, otherwise numbers of
    /// three digits.</summary>
    /// <param name="option">The name of the field of <see cref="Options"/>.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value, above <paramref name="minimum"/>.</param>
    /// <returns>This search space.</returns>
    /// <exception cref="ArgumentException">There is no such option, or it cannot be searched over or is not a number, or is there already,
    /// or a bound is not allowed for it.</exception>
    public AutoEncoderSearchSpace Uniform(string option, double minimum, double maximum) =>
        AddRange(option, minimum, maximum, isLogarithmic: false);

    /// <summary>Tries values of a numeric option of which the logarithm is evenly distributed: for options whose order of magnitude counts,
    /// such as the learning rate.</summary>
    /// <param name="option">The name of the field of <see cref="Options"/>.</param>
    /// <param name="minimum">The least value, positive.</param>
    /// <param name="maximum">The greatest value, above <paramref name="minimum"/>.</param>
    /// <inheritdoc cref="Uniform(string, double, double)"/>
    public AutoEncoderSearchSpace LogUniform(string option, double minimum, double maximum) =>
        AddRange(option, minimum, maximum, isLogarithmic: true);

    /// <summary>Tries a number that is no option itself, such as the weight of a regularizer. Evenly distributed.</summary>
    /// <param name="name">What the table of trials calls it.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value, above <paramref name="minimum"/>.</param>
    /// <param name="apply">Sets options to a value. It must do nothing else, and may be called on several threads at once.</param>
    /// <returns>This search space.</returns>
    /// <exception cref="ArgumentException">The name is there already, or the bounds are no range.</exception>
    public AutoEncoderSearchSpace Uniform(string name, double minimum, double maximum, Action<Options, double> apply) =>
        AddRange(name, minimum, maximum, isLogarithmic: false, apply);

    /// <summary>The same with a number of which the logarithm is evenly distributed.</summary>
    /// <param name="name">What the table of trials calls it.</param>
    /// <param name="minimum">The least value, positive.</param>
    /// <param name="maximum">The greatest value, above <paramref name="minimum"/>.</param>
    /// <param name="apply">Sets options to a value. It must do nothing else, and may be called on several threads at once.</param>
    /// <inheritdoc cref="Uniform(string, double, double, Action{Options, double})"/>
    public AutoEncoderSearchSpace LogUniform(string name, double minimum, double maximum, Action<Options, double> apply) =>
        AddRange(name, minimum, maximum, isLogarithmic: true, apply);

    /// <summary>Tries some values of an option, each as likely as the others.</summary>
    /// <param name="option">The name of the field of <see cref="Options"/>.</param>
    /// <param name="values">The values, at least one. Null stands for the default of the option.</param>
    /// <returns>This search space.</returns>
    /// <exception cref="ArgumentException">There is no such option, or it cannot be searched over, or is there already, or a value is of
    /// another type or not allowed for it.</exception>
    public AutoEncoderSearchSpace Choice(string option, params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var searched = SearchedOption.Find(option);
        object?[] converted = [.. values.Select(value => searched.Convert(value, nameof(values)))];
        return Add(new SearchChoice(option, NotEmpty(converted), searched.Set));
    }

    /// <summary>Tries some values that are no option themselves, or several options at once.</summary>
    /// <param name="name">What the table of trials calls it.</param>
    /// <param name="values">The values, at least one, with different texts.</param>
    /// <param name="apply">Sets options to a value. It must do nothing else, and may be called on several threads at once.</param>
    /// <returns>This search space.</returns>
    /// <exception cref="ArgumentException">The name is there already, or there are no values.</exception>
    public AutoEncoderSearchSpace Choice<T>(string name, IReadOnlyList<T> values, Action<Options, T> apply)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(apply);
        return Add(new SearchChoice(
            name, NotEmpty([.. values.Select(value => (object?)value)]), (options, value) => apply(options, (T)value!)));
    }

    /// <summary>The dimensions with their values, one in a line, the same in every culture.</summary>
    public override string ToString() =>
        string.Concat(_dimensions.Select(dimension => $"{dimension.Name}: {dimension.Text}\n"));

    private AutoEncoderSearchSpace AddRange(string option, double minimum, double maximum, bool isLogarithmic)
    {
        var searched = SearchedOption.Find(option);
        if (!searched.IsNumber)
        {
            throw new ArgumentException($"{option} is no number: use {nameof(Choice)}.", nameof(option));
        }

        searched.Convert(minimum, nameof(minimum));
        searched.Convert(maximum, nameof(maximum));
        CheckBounds(minimum, maximum, isLogarithmic);
        return Add(new SearchRange(
            option,
            (minimum, maximum),
            isLogarithmic,
            searched.IsWhole,
            (options, value) => searched.Set(options, searched.Convert(value, nameof(option)))));
    }

    private AutoEncoderSearchSpace AddRange(
        string name, double minimum, double maximum, bool isLogarithmic, Action<Options, double> apply)
    {
        ArgumentNullException.ThrowIfNull(apply);
        CheckBounds(minimum, maximum, isLogarithmic);
        return Add(new SearchRange(
            name, (minimum, maximum), isLogarithmic, isWhole: false, (options, value) => apply(options, (double)value!)));
    }

    private AutoEncoderSearchSpace Add(SearchDimension dimension)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dimension.Name);
        if (_dimensions.Any(other => other.Name == dimension.Name))
        {
            throw new ArgumentException($"The search space has {dimension.Name} already.");
        }

        _dimensions.Add(dimension);
        return this;
    }

    private static void CheckBounds(double minimum, double maximum, bool isLogarithmic)
    {
        if (!(minimum < maximum) || !double.IsFinite(maximum - minimum) || (isLogarithmic && minimum <= 0))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"The range is [{minimum}, {maximum}], but must be finite, with a maximum above the minimum" +
                $"{(isLogarithmic ? ", which must be positive" : string.Empty)}."));
        }
    }

    private static object?[] NotEmpty(object?[] values) =>
        values.Length > 0 ? values : throw new ArgumentException("There are no values to choose from.", nameof(values));
}
