using System.Globalization;
using System.Text;
using AutoEncoderTool.Reading;
using AutoEncoderTool.Writing;
using Microsoft.ML.Internal.Utilities;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Cli;

/// <summary>The short ways of reading and writing numbers give what the long ways give.</summary>
public sealed class NumberTests
{
    private const int Count = 300_000;

    [Fact]
    public void Numbers_are_read_as_the_text_loader_reads_them()
    {
        var random = new Random(1);
        var read = 0;
        for (var i = 0; i < Count; i++)
        {
            var text = RandomNumber(random);
            if (PlainNumber.TryParse(text, out var value))
            {
                read++;
                Assert.Equal(DoubleParser.Result.Good, DoubleParser.Parse(text, out float expected));
                var isSame = BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(value);
                Assert.True(isSame, $"{text}: {value:r} for {expected:r}");
            }
        }

        Assert.InRange(read, Count / 2, Count - 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("-.")]
    [InlineData("1.2.3")]
    [InlineData("1e5")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("--1")]
    [InlineData("1-")]
    [InlineData("1234567890123456789")]
    [InlineData("١")]
    public void What_is_not_plain_is_left_to_the_text_loader(string text) => Assert.False(PlainNumber.TryParse(text, out _));

    [Theory]
    [InlineData("-0", -0f)]
    [InlineData(".5", 0.5f)]
    [InlineData("5.", 5f)]
    [InlineData("000.25", 0.25f)]
    public void Odd_ways_to_write_numbers_are_plain(string text, float expected)
    {
        Assert.True(PlainNumber.TryParse(text, out var value));
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(value));
    }

    [Fact]
    public void Numbers_are_written_as_DotNet_writes_them()
    {
        var random = new Random(2);
        for (var i = 0; i < Count; i++)
        {
            // All bits alike, numbers of the usual size, and numbers with few digits.
            Check((i % 4) switch
            {
                0 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
                1 => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-5, 9))),
                2 => (float)Math.Round(random.NextDouble() * 1000, random.Next(4)),
                _ => random.Next(-20_000_000, 20_000_000),
            });
        }
    }

    [Fact]
    public void Numbers_at_the_bounds_are_written_as_DotNet_writes_them() => Assert.All(
        [
            0f, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, float.Epsilon,
            1e-4f, 9.9999994E-05f, 9999999f, 1e7f, 0.99999994f, 9.999999f, 1f, 16777216f, 8388608.5f,
        ],
        (float value) => Check(value));

    private static void Check(float value)
    {
        Span<byte> text = stackalloc byte[ShortNumber.MostBytes];
        var length = ShortNumber.Write(value, text);
        Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Encoding.ASCII.GetString(text[..length]));
    }

    private static string RandomNumber(Random random)
    {
        var digits = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => (char)('0' + random.Next(10))));
        var point = random.Next(-3, digits.Length + 1);
        return (random.Next(3) == 0 ? "-" : string.Empty) + (point < 0 ? digits : digits.Insert(point, "."));
    }
}
