namespace MnistFeaturizer;

/// <summary>What the autoencoder is made of.</summary>
internal enum Network
{
    /// <summary>Dense layers: every pixel is a number like any other.</summary>
    Dense,

    /// <summary>Convolutions, which keep neighbouring pixels together.</summary>
    Convolutional,
}
