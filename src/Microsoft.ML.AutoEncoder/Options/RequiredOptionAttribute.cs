namespace Microsoft.ML.AutoEncoder;

/// <summary>An option that must not be null.</summary>
internal sealed class RequiredOptionAttribute : OptionAttribute
{
    internal override string Demand => "set";

    internal override bool Allows(object? value) => value is not null;
}
