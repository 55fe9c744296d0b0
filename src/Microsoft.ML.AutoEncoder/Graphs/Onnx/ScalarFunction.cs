using System.Collections.Immutable;

namespace Microsoft.ML.AutoEncoder.Graphs;

/// <summary>A function of one value that operations of a graph compose: products and sums with single numbers, and named
/// functions.</summary>
/// <remarks>Products and sums have one form whatever the order in which a file writes them, so that composed activations are recognised.
/// A factor or a term that is 1 or 0 is not written.</remarks>
internal abstract record ScalarFunction
{
    /// <summary>No activation is composed of more parts than this.</summary>
    private const int MaximumPartCount = 32;

    private protected ScalarFunction(int partCount) => PartCount = partCount <= MaximumPartCount
        ? partCount
        : throw new InvalidDataException("More operations on single values are composed than any activation has.");

    /// <summary>The value itself.</summary>
    internal static ScalarFunction Value { get; } = new ValueItself();

    internal int PartCount { get; }

    internal static ScalarFunction Call(string name, ScalarFunction argument) => new Named(name, null, argument);

    internal static ScalarFunction Call(Activation activation, ScalarFunction argument) => new Named(string.Empty, activation, argument);

    internal ScalarFunction Times(double factor) => factor == 1 ? this : this is Product product
        ? Product.Create(product.Factor * factor, product.Factors)
        : this is Sum sum && sum.Term != 0 && sum.Terms.Length == 1
            ? sum.Terms[0].Times(factor).Plus(sum.Term * factor)
            : Product.Create(factor, [this]);

    internal ScalarFunction Times(ScalarFunction other) => Product.Create(
        CoefficientOf(this) * CoefficientOf(other), [.. FactorsOf(this), .. FactorsOf(other)]);

    internal ScalarFunction Plus(double term) => term == 0 ? this : this is Sum sum
        ? sum with { Term = sum.Term + term }
        : new Sum(term, [this]);

    internal ScalarFunction Plus(ScalarFunction other) => new Sum(
        ((this as Sum)?.Term ?? 0) + ((other as Sum)?.Term ?? 0), [.. TermsOf(this), .. TermsOf(other)]);

    /// <summary>The numbers of a·x + b, where the function is that.</summary>
    internal (double Factor, double Offset)? AsAffine() => this switch
    {
        ValueItself => (1, 0),
        Product { Factors: [ValueItself] } product => (product.Factor, 0),
        Sum { Terms: [ValueItself] } sum => (1, sum.Term),
        Sum { Terms: [Product { Factors: [ValueItself] } product] } sum => (product.Factor, sum.Term),
        _ => null,
    };

    private static double CoefficientOf(ScalarFunction function) => (function as Product)?.Factor ?? 1;

    private static ImmutableArray<ScalarFunction> FactorsOf(ScalarFunction function) => (function as Product)?.Factors ?? [function];

    private static ImmutableArray<ScalarFunction> TermsOf(ScalarFunction function) => (function as Sum)?.Terms ?? [function];

    internal sealed record ValueItself() : ScalarFunction(1);

    internal sealed record Named(string Name, Activation? Activation, ScalarFunction Argument) : ScalarFunction(Argument.PartCount + 1);

    internal sealed record Product(double Factor, ImmutableArray<ScalarFunction> Factors)
        : ScalarFunction(Factors.Sum(factor => factor.PartCount) + 1)
    {
        internal static ScalarFunction Create(double factor, ImmutableArray<ScalarFunction> factors) =>
            factor == 1 && factors is [var single] ? single : new Product(factor, factors);
    }

    internal sealed record Sum(double Term, ImmutableArray<ScalarFunction> Terms) : ScalarFunction(Terms.Sum(term => term.PartCount) + 1);
}
