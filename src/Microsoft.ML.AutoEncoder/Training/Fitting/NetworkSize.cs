using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>How large a network may be.</summary>
internal static class NetworkSize
{
    /// <summary>Finds out, before anything is read, that a network would be too large. A model file with it would be refused. The sizes
    /// and the number of the layers that options give are checked with the options.</summary>
    /// <returns>The shape.</returns>
    /// <exception cref="InvalidOperationException">There are too many inputs, or would be too many parameters, when fitted or in
    /// training.</exception>
    internal static NetworkShape Check(IHost host, NetworkShape shape, NetworkArchitecture architecture)
    {
        if (shape.InputSize > NetworkLimits.MaximumLayerSize)
        {
            throw host.Except(string.Create(
                CultureInfo.InvariantCulture,
                $"The input has {shape.InputSize:#,0} slots, more than the possible {NetworkLimits.MaximumLayerSize:#,0}."));
        }

        var parameterCount = Math.Max(shape.ParameterCount, new ParameterLayout(shape, architecture).ValueCount);
        return parameterCount <= NetworkLimits.MaximumParameterCount
            ? shape
            : throw host.Except(string.Create(
                CultureInfo.InvariantCulture,
                $"For {shape.InputSize} inputs the network would have {parameterCount:#,0} parameters, more than the possible ") +
                string.Create(CultureInfo.InvariantCulture, $"{NetworkLimits.MaximumParameterCount:#,0}. ") +
                $"Make {nameof(TrainingSettings.HiddenLayerSizes)} or {nameof(TrainingSettings.CodeSize)} smaller.");
    }
}
