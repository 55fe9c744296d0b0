namespace ImageDefects;

/// <summary>A place in a picture where the cloth is not as it should be.</summary>
/// <param name="X">Its middle.</param>
/// <param name="Y">Its middle.</param>
/// <param name="Length">Half of its greater axis, in pixels.</param>
/// <param name="Width">Half of its smaller axis, in pixels.</param>
/// <param name="Angle">The direction of the greater axis.</param>
internal sealed record Defect(double X, double Y, double Length, double Width, double Angle)
{
    /// <summary>Whether a pixel belongs to it.</summary>
    internal bool Covers(int x, int y)
    {
        var (right, down) = (x - X, y - Y);
        var along = ((right * Math.Cos(Angle)) + (down * Math.Sin(Angle))) / Length;
        var across = ((down * Math.Cos(Angle)) - (right * Math.Sin(Angle))) / Width;
        return (along * along) + (across * across) <= 1;
    }
}
