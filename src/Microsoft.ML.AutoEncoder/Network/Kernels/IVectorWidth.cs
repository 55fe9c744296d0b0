namespace Microsoft.ML.AutoEncoder;

/// <summary>The few operations that the kernels need of a vector register, so that one kernel serves every width.</summary>
/// <typeparam name="TVector">What holds one register's values.</typeparam>
internal interface IVectorWidth<TVector>
    where TVector : struct
{
    /// <summary>How many values a register holds.</summary>
    static abstract int LaneCount { get; }

    static abstract TVector Broadcast(float value);

    static abstract TVector Load(ref float source, nint offset);

    static abstract void Store(TVector vector, ref float destination, nint offset);

    /// <summary>left · right + addend: rounded once where the hardware can do so, otherwise twice, and then at every width.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);
}
