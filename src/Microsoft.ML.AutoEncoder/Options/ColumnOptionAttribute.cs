namespace Microsoft.ML.AutoEncoder;

/// <summary>The name of a column. Training does not depend on it.</summary>
internal sealed class ColumnOptionAttribute : TextOptionAttribute
{
    /// <param name="demand">What it must be, as the end of a sentence.</param>
    public ColumnOptionAttribute(string demand)
        : base(demand) => IsIdentity = false;

    /// <summary>Whether the component writes the column; such columns need names of their own.</summary>
    public bool IsOutput { get; set; }
}
