using System.Collections;

namespace Microsoft.ML.AutoEncoder;

/// <summary>A list without nulls. Null is allowed unless it is required.</summary>
/// <param name="demand">What it must be, as the end of a sentence.</param>
internal sealed class ListOptionAttribute(string demand) : OptionAttribute
{
    /// <summary>Whether null is refused.</summary>
    public bool IsRequired { get; set; }

    /// <summary>The least value of an element; only for whole numbers.</summary>
    public int ElementsAtLeast { get; set; } = int.MinValue;

    internal override string Demand => demand;

    internal override bool Allows(object? value) => value is null ? !IsRequired : ((IEnumerable)value).Cast<object?>().All(IsAllowed);

    internal override string? Describe(object? value) => value switch
    {
        null => "null",
        IEnumerable<int> numbers => $"[{OptionText.Format(numbers)}]",
        _ => "a list with a null",
    };

    private bool IsAllowed(object? element) => element is int number ? number >= ElementsAtLeast : element is not null;
}
