namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What a layer is in the network in training.</summary>
/// <param name="Name">What its parameters' names begin with: <c>encoder.0</c>.</param>
/// <param name="Number">Its number in the network, from 0.</param>
/// <param name="IsHidden">Whether it is neither the code, nor the reconstruction, nor beside the code.</param>
/// <param name="Architecture">What the network has in training.</param>
/// <param name="Counterpart">The encoder's layer whose weights the layer shares, transposed; null if it has its own.</param>
internal sealed record LayerRole(string Name, int Number, bool IsHidden, NetworkArchitecture Architecture, LayerTwin? Counterpart)
{
    internal bool IsNormalized => IsHidden && Architecture.BatchNormalization;

    /// <summary>The part of the outputs that is set to 0 in training, in [0, 1).</summary>
    internal float Dropout => IsHidden ? Architecture.Dropout : 0;
}
