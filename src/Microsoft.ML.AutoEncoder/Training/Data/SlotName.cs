using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a slot of the input is called in messages.</summary>
internal static class SlotName
{
    /// <returns>The name in quotes and brackets after a space; empty where the slot has none.</returns>
    internal static string Of(DataViewSchema.Column column, int slot)
    {
        if (!column.HasSlotNames())
        {
            return string.Empty;
        }

        var names = default(VBuffer<ReadOnlyMemory<char>>);
        column.GetSlotNames(ref names);
        // A faulty component may give fewer names than it has declared.
        return slot < names.Length ? $" ('{names.GetItemOrDefault(slot)}')" : string.Empty;
    }
}
