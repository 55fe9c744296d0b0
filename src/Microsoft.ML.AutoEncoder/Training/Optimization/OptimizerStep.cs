namespace Microsoft.ML.AutoEncoder.Training;

/// <summary>What an optimizer has to know of a step.</summary>
/// <param name="Number">The number of the step, from 1.</param>
/// <param name="LearningRate">How far to go.</param>
/// <param name="GradientScale">What to multiply the gradients by.</param>
internal readonly record struct OptimizerStep(int Number, float LearningRate, float GradientScale);
