using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Reads labels of any type that they may have as numbers.</summary>
internal static class LabelGetter
{
    /// <param name="cursor">The row.</param>
    /// <param name="column">Its column of labels: a key, Boolean or Single.</param>
    /// <returns>Gives the number of a class from 0, or 0 or 1, or the number; NaN where there is none.</returns>
    internal static ValueGetter<float> Create(DataViewRow cursor, DataViewSchema.Column column) => column.Type switch
    {
        KeyDataViewType { RawType: var type } key when type == typeof(byte) => OfKey<byte>(cursor, column, key, value => value),
        KeyDataViewType { RawType: var type } key when type == typeof(ushort) => OfKey<ushort>(cursor, column, key, value => value),
        KeyDataViewType { RawType: var type } key when type == typeof(uint) => OfKey<uint>(cursor, column, key, value => value),
        KeyDataViewType key => OfKey<ulong>(cursor, column, key, value => value),
        BooleanDataViewType => OfBoolean(cursor, column),
        _ => cursor.GetGetter<float>(column),
    };

    private static ValueGetter<float> OfBoolean(DataViewRow cursor, DataViewSchema.Column column)
    {
        var getter = cursor.GetGetter<bool>(column);
        return (ref label) =>
        {
            var value = false;
            getter(ref value);
            label = value ? 1 : 0;
        };
    }

    /// <summary>Keys count from 1; 0 is a missing one, and so is one that is greater than there are values.</summary>
    private static ValueGetter<float> OfKey<T>(
        DataViewRow cursor, DataViewSchema.Column column, KeyDataViewType key, Func<T, ulong> toNumber)
        where T : struct
    {
        var getter = cursor.GetGetter<T>(column);
        return (ref label) =>
        {
            var value = default(T);
            getter(ref value);
            var number = toNumber(value);
            label = number >= 1 && number <= key.Count ? number - 1 : float.NaN;
        };
    }
}
