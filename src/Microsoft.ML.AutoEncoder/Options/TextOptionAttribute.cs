namespace Microsoft.ML.AutoEncoder;

/// <summary>A text that must not be blank.</summary>
/// <param name="demand">What it must be, as the end of a sentence.</param>
internal class TextOptionAttribute(string demand) : OptionAttribute
{
    /// <summary>Whether null is refused.</summary>
    public bool IsRequired { get; set; }

    internal override string Demand => demand;

    internal override bool Allows(object? value) => value is null ? !IsRequired : !string.IsNullOrWhiteSpace((string)value);

    internal override string? Describe(object? value) => value is null ? null : "empty";
}
