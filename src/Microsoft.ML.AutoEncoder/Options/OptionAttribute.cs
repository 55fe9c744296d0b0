namespace Microsoft.ML.AutoEncoder;

/// <summary>Describes an option beside its field: what it may be, and whether the bits of a training depend on it. The check of
/// the options, the identity of a training and the tables of docs/options.md follow from it.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal class OptionAttribute : Attribute
{
    /// <summary>Whether another value gives another training, which cannot go on from a checkpoint of this one. True unless said otherwise:
    /// a checkpoint that is refused in vain does less harm than one that belongs to another training.</summary>
    public bool IsIdentity { get; set; } = true;

    /// <summary>What the option must be, as the end of a sentence.</summary>
    internal virtual string Demand => "any";

    /// <summary>Whether the option may have this value.</summary>
    internal virtual bool Allows(object? value) => value is not Enum number
        || Enum.IsDefined(number.GetType(), number)
        || number.GetType().IsDefined(typeof(FlagsAttribute), inherit: false);

    /// <summary>The value in the message that refuses it; null: it goes without saying.</summary>
    internal virtual string? Describe(object? value) => value is null ? "null" : OptionText.Format(value);
}
