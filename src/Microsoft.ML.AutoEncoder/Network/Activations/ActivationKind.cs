namespace Microsoft.ML.AutoEncoder;

/// <summary>The kinds of activations. The number stands for the kind in files: never change one, never use one again.</summary>
internal enum ActivationKind : byte
{
    Identity = 0,
    ReLU = 1,
    LeakyReLU = 2,
    ELU = 3,
    GELU = 4,
    Tanh = 5,
    Sigmoid = 6,
    SELU = 7,
    SiLU = 8,
    Softplus = 9,
}
