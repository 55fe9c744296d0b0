namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a label says of a row.</summary>
internal enum LabelKind
{
    /// <summary>Which of several classes it belongs to: the column is a key.</summary>
    Class = 1,

    /// <summary>Whether something is true of it: the column is of Booleans.</summary>
    Truth = 2,

    /// <summary>A number that belongs to it: the column is of singles.</summary>
    Number = 3,
}
