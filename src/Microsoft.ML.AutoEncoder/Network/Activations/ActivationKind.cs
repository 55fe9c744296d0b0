namespace Microsoft.ML.AutoEncoder;

/// <summary>A kind of activation.</summary>
/// <param name="Number">Stands for the kind in files: never change one, never use one again.</param>
/// <param name="Create">Creates an activation of the kind from its parameter; kinds without a parameter ignore it. Throws an
/// <see cref="ArgumentOutOfRangeException"/> if the parameter is out of its range.</param>
internal sealed record ActivationKind(byte Number, Func<float, Activation> Create);
