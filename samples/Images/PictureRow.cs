namespace ImageDefects;

/// <summary>A row of the pipeline: the file of a picture.</summary>
internal sealed class PictureRow
{
    public string Path { get; set; } = string.Empty;
}
