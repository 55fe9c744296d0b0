namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>The column of the labels that help training.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What a label says.</param>
/// <param name="ClassCount">The number of classes; 0 where labels are not classes.</param>
internal sealed record LabelColumn(string Name, LabelKind Kind, int ClassCount)
{
    /// <summary>How many numbers predict a label.</summary>
    internal int OutputSize => Kind == LabelKind.Class ? ClassCount : 1;
}
