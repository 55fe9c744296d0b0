namespace Microsoft.ML.AutoEncoder;

/// <summary>The distribution from which initial weights are drawn, and what biases begin with.</summary>
public enum WeightInitialization
{
    /// <summary>Weights and biases are uniform in ±1/√inputs, as those of PyTorch's linear layer.</summary>
    TorchLinear,

    /// <summary>Weights are uniform in ±√(6 / (inputs + outputs)), biases are 0 (Glorot and Bengio, "Understanding the difficulty of
    /// training deep
    /// feedforward neural networks", 2010); also called Xavier's.</summary>
    GlorotUniform,

    /// <summary>Weights are uniform in ±√(6 / inputs), biases are 0 (He et al., "Delving Deep into Rectifiers", 2015).</summary>
    HeUniform,

    /// <summary>Weights are uniform in ±√(3 / inputs), biases are 0 (LeCun et al., "Efficient BackProp", 1998).</summary>
    LeCunUniform,
}
