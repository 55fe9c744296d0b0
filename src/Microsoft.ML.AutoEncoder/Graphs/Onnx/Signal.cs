using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>A tensor that depends on the input: the chain up to the last affine map, and a function of its single values.</summary>
/// <param name="chain">The chain; null for an input of which the size is not known yet.</param>
/// <param name="function">What is applied to each value at its end.</param>
/// <param name="rowShape">The dimensions of a row; null where they are not known.</param>
internal sealed class Signal(ImportedChain? chain, ScalarFunction function, ImmutableArray<int>? rowShape)
{
    // Shared by signals that differ in the shape of their rows only: their layers are the same objects.
    private Completion _completion = new();

    internal ScalarFunction Function { get; } = function;

    internal ImmutableArray<int>? RowShape { get; } = rowShape;

    internal ImportedChain? Chain { get; } = chain;

    internal int? Size => Chain?.Size;

    internal static Signal Of(ImportedChain chain) => new(chain, ScalarFunction.Value, [chain.Size]);

    internal Signal With(ScalarFunction other) => new(Chain, other, RowShape);

    internal Signal WithRowShape(ImmutableArray<int>? shape) => new(Chain, Function, shape) { _completion = _completion };

    /// <summary>The signal of an input whose size shows only in what it meets first.</summary>
    /// <exception cref="InvalidDataException">The signal has another size.</exception>
    internal Signal WithSize(int size) => Chain is null
        ? new Signal(ImportedChain.Start(size), Function, [size])
        : Size == size ? this : throw new InvalidDataException($"It meets rows of {Size} values, where it needs {size}.");

    /// <summary>The chain with the function applied. What is named twice in a file is the same object here.</summary>
    /// <exception cref="InvalidDataException">The function is no activation.</exception>
    internal ImportedChain Applied() => _completion.Chain ??= ActivationPattern.Apply(
        Chain ?? throw new InvalidDataException("The size of the input is not known."), Function);

    /// <summary>The same, with the layer that it ends in complete.</summary>
    internal ImportedChain Complete() =>
        _completion.Chain = Applied() is { HasDenseEnd: true } open ? open.Apply(Activation.Identity) : Applied();

    private sealed class Completion
    {
        internal ImportedChain? Chain { get; set; }
    }
}
