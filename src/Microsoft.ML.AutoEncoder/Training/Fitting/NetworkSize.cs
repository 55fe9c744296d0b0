using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How large a network may be.</summary>
internal static class NetworkSize
{
    /// <summary>Finds out, before anything is read, that there would be too many parameters.</summary>
    /// <returns>The shape.</returns>
    /// <exception cref="InvalidOperationException">There would be too many, when fitted or in training.</exception>
    internal static NetworkShape Check(IHost host, NetworkShape shape, NetworkArchitecture architecture)
    {
        var parameterCount = Math.Max(shape.ParameterCount, new ParameterLayout(shape, architecture).ValueCount);
        return parameterCount <= NetworkLimits.MaximumParameterCount
            ? shape
            : throw host.Except(
                $"For {shape.InputSize} inputs the network would have {parameterCount:#,0} parameters, more than the possible " +
                $"{NetworkLimits.MaximumParameterCount:#,0}. Make {nameof(TrainingSettings.HiddenLayerSizes)} or " +
                $"{nameof(TrainingSettings.CodeSize)} smaller.");
    }
}
