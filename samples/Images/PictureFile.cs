namespace ImageDefects;

/// <summary>A picture on disk.</summary>
/// <param name="Path">Where it is, below the folder of all.</param>
/// <param name="Defect">The pixels of its defect; null where it is good.</param>
internal sealed record PictureFile(string Path, Defect? Defect);
