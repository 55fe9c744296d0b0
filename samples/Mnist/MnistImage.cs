using Microsoft.ML.Data;

namespace Mnist;

/// <summary>One handwritten digit, as a row of ML.NET data.</summary>
public sealed class MnistImage
{
    /// <summary>The height and the width of an image in pixels.</summary>
    public const int Side = 28;

    /// <summary>The number of pixels of an image.</summary>
    public const int PixelCount = Side * Side;

    /// <summary>A label that is not known.</summary>
    public const uint MissingLabel = uint.MaxValue;

    /// <summary>How many different digits there are.</summary>
    public const int DigitCount = 10;

    /// <summary>The pixels row by row, from 0 (paper) to 1 (ink).</summary>
    [VectorType(PixelCount)]
    public float[] Features { get; set; } = [];

    /// <summary>The digit as an ML.NET key, which trainers take as a label without further ado. Rows of a class have the number of the
    /// value from 0, of which ML.NET makes a key from 1; a number that is too great, as <see cref="MissingLabel"/>, makes a missing
    /// key.</summary>
    [KeyType(DigitCount)]
    public uint Label { get; set; }

    /// <summary>The digit, 0 to 9.</summary>
    [NoColumn]
    public int Digit => (int)Label;
}
