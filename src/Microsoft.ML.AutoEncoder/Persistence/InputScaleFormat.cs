using System.Runtime.InteropServices;

namespace Microsoft.ML.AutoEncoder;

/// <summary>How the scale of a model's input is written to and read from a model file.</summary>
/// <remarks>
/// <code>
/// *** Binary format ***
/// byte: 0 no scale, 1 one for each slot, 2 one for all
/// 1:
///   float[]: what is taken away from each slot
///   float[]: what each slot is then divided by
/// 2:
///   float: what all slots are divided by
/// </code>
/// </remarks>
internal static class InputScaleFormat
{
    private const byte Missing = 0;
    private const byte EachSlot = 1;
    private const byte AllSlots = 2;

    internal static void Write(BinaryWriter writer, InputScale? scale)
    {
        if (scale is null)
        {
            writer.Write(Missing);
        }
        else if (scale.Offsets.ContainsAnyExcept(0f) || scale.Units.ContainsAnyExcept(scale.Units[0]))
        {
            writer.Write(EachSlot);
            writer.Write(MemoryMarshal.AsBytes(scale.Offsets));
            writer.Write(MemoryMarshal.AsBytes(scale.Units));
        }
        else
        {
            writer.Write(AllSlots);
            writer.Write(scale.Units[0]);
        }
    }

    /// <param name="reader">Where to read.</param>
    /// <param name="inputSize">The number of slots.</param>
    /// <exception cref="InvalidDataException">This is no scale of so many slots.</exception>
    internal static InputScale? Read(BinaryReader reader, int inputSize) => reader.ReadByte() switch
    {
        Missing => null,
        EachSlot when 2L * inputSize * sizeof(float) <= reader.BaseStream.Length - reader.BaseStream.Position =>
            Check(ReadValues(reader, inputSize), ReadValues(reader, inputSize)),
        AllSlots => Check(new float[inputSize], Repeat(reader.ReadSingle(), inputSize)),
        _ => throw new InvalidDataException("The scale of its input is missing, or of a kind that this version does not know."),
    };

    private static float[] ReadValues(BinaryReader reader, int count)
    {
        var values = new float[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    private static float[] Repeat(float unit, int count)
    {
        var units = new float[count];
        Array.Fill(units, unit);
        return units;
    }

    private static InputScale Check(float[] offsets, float[] units) =>
        Array.TrueForAll(offsets, float.IsFinite) && Array.TrueForAll(units, unit => unit > 0 && float.IsFinite(unit))
            ? new InputScale(offsets, units)
            : throw new InvalidDataException("The scale of its input is not one of positive, finite numbers.");
}
