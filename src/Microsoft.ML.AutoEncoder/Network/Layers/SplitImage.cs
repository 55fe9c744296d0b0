using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Microsoft.ML.AutoEncoder;

/// <summary>An image with zeros around it, split so that pixels which lie a step apart become neighbours: plane (y, x) of a channel has the
/// rows y, y + step, … and of these the columns x, x + step, …</summary>
internal sealed class SplitImage
{
    private const int PixelsAtOnce = 2 * 4;

    private readonly TensorShape _shape;
    private readonly int _step;
    private readonly int _top;
    private readonly int _left;
    private readonly int _height;

    // Where each value goes; null where rows are copied as they are.
    private readonly int[]? _places;

    /// <param name="shape">The shape of the image.</param>
    /// <param name="groups">What outputs see of it.</param>
    internal SplitImage(TensorShape shape, ImmutableArray<PixelGroup> groups)
    {
        _shape = shape;
        _step = groups[0].Step;
        var taps = groups.SelectMany(group => group.Taps.Select(tap => (Group: group, Tap: tap))).ToArray();
        _top = Math.Max(0, -taps.Min(tap => tap.Tap.Y));
        _left = Math.Max(0, -taps.Min(tap => tap.Tap.X));
        var bottom = Math.Max(shape.Image.Height, taps.Max(tap => tap.Tap.Y + ((tap.Group.Height - 1) * _step) + 1));
        var right = Math.Max(shape.Image.Width, taps.Max(tap => tap.Tap.X + ((tap.Group.Width - 1) * _step) + 1));
        _height = (_top + bottom + _step - 1) / _step;
        Width = (_left + right + _step - 1) / _step;
        Count = checked(shape.Image.Channels * _step * _step * _height * Width);
        _places = _step == 1 ? null : [.. Enumerable.Range(0, (int)shape.Count).Select(PlaceOf)];
    }

    /// <summary>The number of pixels in a row of a plane.</summary>
    internal int Width { get; }

    /// <summary>The number of values of all planes.</summary>
    internal int Count { get; }

    /// <summary>Where what the first output sees at a place of a filter stands. What the next one sees follows.</summary>
    internal int PlaceOf(int channel, PixelTap tap)
    {
        var (y, x) = (_top + tap.Y, _left + tap.X);
        return ((Plane(channel, y % _step, x % _step) + (y / _step)) * Width) + (x / _step);
    }

    /// <summary>Fills in an image.</summary>
    /// <param name="values">The image.</param>
    /// <param name="split">Receives the planes; what is behind them becomes zeros, too.</param>
    internal void Fill(ReadOnlySpan<float> values, Span<float> split)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(split.Length, Count);
        split.Clear();
        if (_places is not null)
        {
            if (_step == 2 && _shape.Image.Width >= PixelsAtOnce)
            {
                Halve(values, _places, split);
            }
            else
            {
                Scatter(values, _places, split);
            }

            return;
        }

        var (channels, height, width) = _shape.Image;
        for (var row = 0; row < channels * height; row++)
        {
            var place = ((Plane(row / height, 0, 0) + _top + (row % height)) * Width) + _left;
            values.Slice(row * width, width).CopyTo(split[place..]);
        }
    }

    /// <summary>Splits rows into every other pixel and those between them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Halve(ReadOnlySpan<float> values, int[] places, Span<float> split)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, places.Length);
        ref var target = ref MemoryMarshal.GetReference(split);
        var width = _shape.Image.Width;
        for (var start = 0; start < values.Length; start += width)
        {
            ref var row = ref Unsafe.AsRef(in values[start]);
            ref var first = ref Unsafe.Add(ref target, places[start]);
            ref var second = ref Unsafe.Add(ref target, places[start + 1]);
            // All that is written lies within the planes; see the constructor.
            for (var x = 0; x <= width - PixelsAtOnce; x += PixelsAtOnce)
            {
                Halve(ref row, x, ref first, ref second);
            }

            // What is left, with pixels before it that have been there already; before them comes an even number of pixels.
            Halve(ref row, (width - PixelsAtOnce) & ~1, ref first, ref second);
            if (width % 2 != 0)
            {
                Unsafe.Add(ref first, width / 2) = Unsafe.Add(ref row, width - 1);
            }
        }
    }

    private static void Halve(ref float row, int x, ref float first, ref float second)
    {
        var left = Vector128.LoadUnsafe(ref row, (nuint)x);
        var right = Vector128.LoadUnsafe(ref row, (nuint)x + 4);
        if (Sse.IsSupported)
        {
            Sse.Shuffle(left, right, 0b10_00_10_00).StoreUnsafe(ref first, (nuint)x / 2);
            Sse.Shuffle(left, right, 0b11_01_11_01).StoreUnsafe(ref second, (nuint)x / 2);
            return;
        }

        // Two pixels are a number of 64 bits, of which the lower half comes first.
        Vector128.Narrow(left.AsUInt64(), right.AsUInt64()).AsSingle().StoreUnsafe(ref first, (nuint)x / 2);
        Vector128.Narrow(left.AsUInt64() >> 32, right.AsUInt64() >> 32).AsSingle().StoreUnsafe(ref second, (nuint)x / 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scatter(ReadOnlySpan<float> values, int[] places, Span<float> split)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, places.Length);
        ref var target = ref MemoryMarshal.GetReference(split);
        for (var i = 0; i < places.Length; i++)
        {
            // All places are within the planes; see the constructor.
            Unsafe.Add(ref target, places[i]) = values[i];
        }
    }

    private int PlaceOf(int value)
    {
        var (_, height, width) = _shape.Image;
        var (y, x) = (_top + (value / width % height), _left + (value % width));
        return ((Plane(value / width / height, y % _step, x % _step) + (y / _step)) * Width) + (x / _step);
    }

    /// <summary>The number of the first row of a plane.</summary>
    private int Plane(int channel, int y, int x) => ((((channel * _step) + y) * _step) + x) * _height;
}
