using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How the measure of anomalies is written to and read from a file.</summary>
/// <remarks>
/// <code>
/// *** Binary format ***
/// byte: what counts, see AnomalyMeasures
/// bool: whether slots are scaled; if they are:
///   float[input size]: what is taken away from each slot
///   float[input size]: what the rest is divided by
/// double[3]: the scale of the error: median, spread, floor
/// int: the layer of the encoder that distances are measured in; 0: the input
/// if the error that a layer sees counts:
///   int: the layer
///   double[3]: its scale
/// if the distance from the centre counts:
///   double[3]: its scale
///   double[size of the layer]: the centre
///   double[size × (size + 1) / 2]: the inverse of the Cholesky factor of the covariance, lower triangle by rows
/// if the nearest rows count:
///   double[3]: the scale of their distance
///   a centre and an inverse again
///   int: the number of rows
///   float[number of rows × size]: the rows
/// int: the number of points of the scale of rarity
/// double[number of points]: how odd
/// double[number of points]: how rare
/// double: how much odder counts as much as the last point
/// </code>
/// </remarks>
internal static class MeasureFormat
{
    internal static void Write(BinaryWriter writer, RowMeasure measure)
    {
        var oddness = measure.Oddness;
        var counts = (oddness.CountsError ? AnomalyMeasures.ReconstructionError : 0)
            | (measure.ErrorLayer == 0 ? 0 : AnomalyMeasures.LayerError)
            | (measure.Centre is null ? 0 : AnomalyMeasures.CentreDistance)
            | (measure.Nearest is null ? 0 : AnomalyMeasures.NeighbourDistance);
        writer.Write((byte)counts);
        writer.Write(measure.Scale is not null);
        if (measure.Scale is { } scale)
        {
            writer.Write(MemoryMarshal.AsBytes(scale.Offsets));
            writer.Write(MemoryMarshal.AsBytes(scale.Units));
        }

        Write(writer, oddness.Error);
        writer.Write(measure.Space.Layer);
        if (measure.ErrorLayer > 0)
        {
            writer.Write(measure.ErrorLayer);
            Write(writer, oddness.Layer!.Value);
        }

        if (measure.Centre is { } centre)
        {
            Write(writer, oddness.Centre!.Value);
            Write(writer, centre);
        }

        if (measure.Nearest is { } nearest)
        {
            Write(writer, oddness.Nearest!.Value);
            Write(writer, nearest.Whitening);
            writer.Write(nearest.Rows.Count);
            writer.Write(MemoryMarshal.AsBytes(nearest.Rows.Sample));
        }

        writer.Write(measure.Rarity.Oddness.Length);
        writer.Write(MemoryMarshal.AsBytes(measure.Rarity.Oddness));
        writer.Write(MemoryMarshal.AsBytes(measure.Rarity.Rarity));
        writer.Write(measure.Rarity.Unit);
    }

    /// <exception cref="InvalidDataException">This is not a measure for a network of this shape.</exception>
    internal static RowMeasure Read(BinaryReader reader, NetworkShape shape)
    {
        var counts = (AnomalyMeasures)reader.ReadByte();
        Demand(counts != 0 && (counts & ~RowMeasure.All) == 0, $"It gives what its score looks at as {counts:D}.");
        var scale = ReadScale(reader, shape.InputSize);
        var error = ReadLogScale(reader);
        // Slots are multiplied by this in float.
        Demand(error.Unit <= float.MaxValue && 1 / error.Unit <= float.MaxValue, $"It gives the unit of errors as {error.Unit}.");
        var space = new MeasuredSpace(reader.ReadInt32());
        Demand(
            space.Layer >= 0 && space.Layer <= shape.Encoder.Length,
            $"It measures distances in layer {space.Layer} of an encoder that has {shape.Encoder.Length}.");
        var size = space.Size(shape);
        var (errorLayer, layerScale) = counts.HasFlag(AnomalyMeasures.LayerError)
            ? ReadErrorLayer(reader, shape, space)
            : (0, default(LogScale?));
        var countsCentre = counts.HasFlag(AnomalyMeasures.CentreDistance);
        LogScale? centreScale = countsCentre ? ReadLogScale(reader) : null;
        var centre = countsCentre ? ReadDistance(reader, size) : null;
        var countsNearest = counts.HasFlag(AnomalyMeasures.NeighbourDistance);
        LogScale? nearestScale = countsNearest ? ReadLogScale(reader) : null;
        var nearest = countsNearest ? new Neighbourhood(ReadDistance(reader, size), ReadRows(reader, size)) : null;
        var oddness = new OddnessScale(error, counts.HasFlag(AnomalyMeasures.ReconstructionError), layerScale, centreScale, nearestScale);
        return new RowMeasure(scale, space, errorLayer, centre, nearest, oddness, ReadRarity(reader));
    }

    private static (int Layer, LogScale? Scale) ReadErrorLayer(BinaryReader reader, NetworkShape shape, MeasuredSpace space)
    {
        var layer = reader.ReadInt32();
        Demand(
            layer > 0 && layer <= shape.Encoder.Length && (space.Layer == 0 || space.Layer == layer),
            $"It measures errors in layer {layer} and distances in layer {space.Layer} of an encoder that has {shape.Encoder.Length}.");
        return (layer, ReadLogScale(reader));
    }

    private static void Write(BinaryWriter writer, LogScale scale)
    {
        writer.Write(scale.Median);
        writer.Write(scale.Spread);
        writer.Write(scale.Floor);
    }

    private static void Write(BinaryWriter writer, EllipticDistance distance)
    {
        writer.Write(MemoryMarshal.AsBytes(distance.Mean));
        writer.Write(MemoryMarshal.AsBytes(distance.Whitening));
    }

    private static InputScale? ReadScale(BinaryReader reader, int size)
    {
        if (!reader.ReadBoolean())
        {
            return null;
        }

        var (offsets, units) = (ReadNumbers<float>(reader, size), ReadNumbers<float>(reader, size));
        Demand(Array.TrueForAll(units, unit => unit > 0), "Some of the units of its slots are not positive.");
        return new InputScale(offsets, units);
    }

    private static LogScale ReadLogScale(BinaryReader reader)
    {
        var scale = new LogScale(reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        Demand(
            double.IsFinite(scale.Median) && scale.Spread > 0 && double.IsFinite(scale.Spread)
            && scale.Floor >= LogScale.LeastFloor && double.IsFinite(scale.Floor),
            $"It has a scale with the median {scale.Median}, the spread {scale.Spread} and the floor {scale.Floor}.");
        return scale;
    }

    private static EllipticDistance ReadDistance(BinaryReader reader, int size)
    {
        var distance = new EllipticDistance(
            ReadNumbers<double>(reader, size), ReadNumbers<double>(reader, (long)size * (size + 1) / 2));
        for (var i = 0; i < size; i++)
        {
            Demand(LowerTriangle.Row(distance.Whitening, i)[i] > 0, "It has a covariance that is not positive.");
        }

        return distance;
    }

    private static NearestRows ReadRows(BinaryReader reader, int size)
    {
        var count = reader.ReadInt32();
        Demand(count is > 0 and <= NearestRows.GreatestSample, $"It has {count} training rows.");
        return new NearestRows(ReadNumbers<float>(reader, (long)count * size), size);
    }

    private static RarityScale ReadRarity(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        Demand(count is > 0 and <= RarityScale.MostPoints, $"It has a scale of {count} points.");
        var (oddness, rarity) = (ReadNumbers<double>(reader, count), ReadNumbers<double>(reader, count));
        var unit = reader.ReadDouble();
        Demand(
            IsAscending(oddness) && IsAscending(rarity) && rarity[0] >= 1 && unit > 0 && double.IsFinite(unit),
            "The scale of its score does not rise.");
        return new RarityScale(oddness, rarity, unit);
    }

    private static bool IsAscending(double[] values) => values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second);

    private static T[] ReadNumbers<T>(BinaryReader reader, long count)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var size = System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        Demand(count * size <= reader.BaseStream.Length - reader.BaseStream.Position, "It ends before all of its numbers.");
        var numbers = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        Demand(Array.TrueForAll(numbers, T.IsFinite), "Some of its numbers are not finite.");
        return numbers;
    }

    private static void Demand(bool holds, string fault)
    {
        if (!holds)
        {
            throw new InvalidDataException(fault);
        }
    }
}
