namespace Microsoft.ML.AutoEncoder.Tests;

/// <summary>The trait of tests that take seconds: those that run the SDK, other processes or a server, kill, compile, or train
/// for long. <c>docs/contributing.md</c> has the command that leaves them out.</summary>
internal static class Speed
{
    /// <summary>The name of the trait.</summary>
    internal const string Name = nameof(Speed);

    /// <summary>Its value.</summary>
    internal const string Slow = nameof(Slow);
}
