using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How the measure of anomalies is written to and read from a file.</summary>
/// <remarks>
/// <code>
/// *** Binary format ***
/// double: the error that counts as 1
/// float: the weight of the distance between codes; if it is not 0:
///   double[code size]: the mean code
///   double[code size × (code size + 1) / 2]: the inverse of the Cholesky factor of the covariance of the codes, lower triangle by rows
/// </code>
/// </remarks>
internal static class MeasureFormat
{
    internal static void Write(BinaryWriter writer, AnomalyMeasure measure)
    {
        writer.Write(measure.ErrorUnit);
        writer.Write(measure.CodeDistanceWeight);
        if (measure.Codes is { } codes)
        {
            writer.Write(MemoryMarshal.AsBytes(codes.Mean));
            writer.Write(MemoryMarshal.AsBytes(codes.Whitening));
        }
    }

    /// <exception cref="InvalidDataException">This is not a measure for a code of this size.</exception>
    internal static AnomalyMeasure Read(BinaryReader reader, int codeSize)
    {
        var errorUnit = reader.ReadDouble();
        var weight = reader.ReadSingle();
        if (!(errorUnit > 0 && double.IsFinite(errorUnit) && weight is >= 0 and <= 1))
        {
            throw new InvalidDataException($"It gives the unit of errors as {errorUnit} and the weight of distances as {weight}.");
        }

        return new AnomalyMeasure(
            weight == 0
                ? null
                : new CodeDistribution(ReadNumbers(reader, codeSize), ReadNumbers(reader, CodeDistribution.WhiteningLength(codeSize))),
            errorUnit,
            weight);
    }

    private static double[] ReadNumbers(BinaryReader reader, long count)
    {
        if (count * sizeof(double) > reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw new InvalidDataException("It ends before all of its numbers.");
        }

        var numbers = new double[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return Array.TrueForAll(numbers, double.IsFinite) ? numbers : throw new InvalidDataException("Some of its numbers are not finite.");
    }
}
