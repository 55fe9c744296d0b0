using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>Arithmetic with plain numbers.</summary>
/// <remarks>TorchSharp hands a number to native code as an object with a finalizer. Where it makes that object itself (in <c>tensor + tensor</c> too), it does not
/// keep it alive during the call, and a garbage collection at the wrong moment frees what native code is reading. So here it is held.</remarks>
internal static class TensorArithmetic
{
    internal static Tensor Times(this Tensor tensor, float factor)
    {
        using var scalar = factor.ToScalar();
        return tensor.mul(scalar);
    }

    internal static Tensor Plus(this Tensor tensor, float summand)
    {
        using var scalar = summand.ToScalar();
        using var one = 1.ToScalar();
        return tensor.add(scalar, one);
    }

    internal static Tensor Plus(this Tensor tensor, Tensor summand)
    {
        using var one = 1.ToScalar();
        return tensor.add(summand, one);
    }

    /// <summary>In place.</summary>
    internal static Tensor MultiplyBy(this Tensor tensor, float factor)
    {
        using var scalar = factor.ToScalar();
        return tensor.mul_(scalar);
    }

    /// <summary>In place.</summary>
    internal static Tensor Add(this Tensor tensor, float summand)
    {
        using var scalar = summand.ToScalar();
        using var one = 1.ToScalar();
        return tensor.add_(scalar, one);
    }

    /// <summary>In place: adds a tensor times a factor.</summary>
    internal static Tensor AddMultiple(this Tensor tensor, Tensor summand, float factor)
    {
        using var scalar = factor.ToScalar();
        return tensor.add_(summand, scalar);
    }

    /// <summary>In place: adds the product of two tensors, times a factor.</summary>
    internal static Tensor AddProduct(this Tensor tensor, Tensor left, Tensor right, float factor)
    {
        using var scalar = factor.ToScalar();
        return tensor.addcmul_(left, right, scalar);
    }

    /// <summary>In place: adds the quotient of two tensors, times a factor.</summary>
    internal static Tensor AddQuotient(this Tensor tensor, Tensor dividend, Tensor divisor, float factor)
    {
        using var scalar = factor.ToScalar();
        return tensor.addcdiv_(dividend, divisor, scalar);
    }
}
