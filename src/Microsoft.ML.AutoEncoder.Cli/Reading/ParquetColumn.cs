using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace AutoEncoderTool.Reading;

/// <summary>A column of a row group as numbers, as texts, or as both. A null is NaN and an empty text.</summary>
internal static class ParquetColumn
{
    /// <returns>Null where the column is wanted as numbers and has none.</returns>
    internal static (float[]? Numbers, string[]? Texts)? Read(
        ParquetRowGroupReader group, DataField field, int count, bool asNumbers, bool asTexts)
    {
        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Single => ReadNumbers<float>(),
            TypeCode.Double => ReadNumbers<double>(),
            TypeCode.SByte => ReadNumbers<sbyte>(),
            TypeCode.Byte => ReadNumbers<byte>(),
            TypeCode.Int16 => ReadNumbers<short>(),
            TypeCode.UInt16 => ReadNumbers<ushort>(),
            TypeCode.Int32 => ReadNumbers<int>(),
            TypeCode.UInt32 => ReadNumbers<uint>(),
            TypeCode.Int64 => ReadNumbers<long>(),
            TypeCode.UInt64 => ReadNumbers<ulong>(),
            TypeCode.Decimal => ReadNumbers<decimal>(),
            TypeCode.Boolean => Convert<bool>(value => value ? 1 : 0, value => value ? "true" : "false"),
            _ when asNumbers => null,
            TypeCode.DateTime => Convert<DateTime>(null, value => value.ToString("O", CultureInfo.InvariantCulture)),
            _ when field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>) => (null, ReadTexts()),
            _ when field.ClrType == typeof(Guid) => Convert<Guid>(null, value => value.ToString()),
            _ => throw new NotSupportedException($"the type {field.ClrType.Name} cannot be passed through"),
        };

        (float[]? Numbers, string[]? Texts)? ReadNumbers<T>()
            where T : struct, INumber<T> =>
            Convert<T>(float.CreateTruncating, value => value.ToString(null, CultureInfo.InvariantCulture));

        (float[]? Numbers, string[]? Texts)? Convert<T>(Func<T, float>? toNumber, Func<T, string> toText)
            where T : struct
        {
            var values = ReadValues<T>(group, field, count);
            return (
                asNumbers ? Array.ConvertAll(values, value => value is { } number ? toNumber!(number) : float.NaN) : null,
                asTexts ? Array.ConvertAll(values, value => value is { } some ? toText(some) : string.Empty) : null);
        }

        string[] ReadTexts()
        {
            var values = new string?[count];
            group.ReadAsync(field, values.AsMemory()!).AsTask().GetAwaiter().GetResult();
            return Array.ConvertAll(values, value => value ?? string.Empty);
        }
    }

    private static T?[] ReadValues<T>(ParquetRowGroupReader group, DataField field, int count)
        where T : struct
    {
        var nullable = new T?[count];
        if (field.IsNullable)
        {
            group.ReadAsync(field, nullable.AsMemory()).AsTask().GetAwaiter().GetResult();
            return nullable;
        }

        var values = new T[count];
        group.ReadAsync(field, values.AsMemory()).AsTask().GetAwaiter().GetResult();
        return Array.ConvertAll(values, value => (T?)value);
    }
}
