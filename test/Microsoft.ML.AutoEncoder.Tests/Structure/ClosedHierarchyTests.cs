using Microsoft.ML.AutoEncoder.Tests.Documentation;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Structure;

/// <summary>What a user chooses from is a list of the library: nobody adds to it from outside, as training would not know what to do
/// with it.</summary>
public sealed class ClosedHierarchyTests
{
    public static TheoryData<string, string> Hierarchies => new()
    {
        { "Activation", "Activation.ReLU" },
        { "AutoEncoderRegularizer", "AutoEncoderRegularizer.L1Sparsity(1f)" },
        { "ReconstructionLoss", "ReconstructionLoss.MeanSquaredError" },
        { "Corruption", "Corruption.Masking(0.5f)" },
        { "LearningRateSchedule", "LearningRateSchedule.Constant" },
    };

    [Theory, MemberData(nameof(Hierarchies))]
    public void Nothing_can_be_derived_from_outside(string baseType, string value)
    {
        AssertCompiles($"{baseType} chosen = {value};");
        AssertRefused($"public sealed class Mine : {baseType};");
        AssertRefused($"public sealed record Mine : {baseType};");
        AssertRefused($"public sealed class Mine : {baseType} {{ public Mine() : base() {{ }} }}");
        AssertRefused($"public sealed record Mine : {baseType} {{ public Mine() : base({value}) {{ }} }}");
        AssertRefused($"public sealed record Mine() : {baseType}({value});");
        AssertRefused($"public abstract class Mine : {baseType};");
    }

    [Theory, MemberData(nameof(Hierarchies))]
    public void No_plumbing_of_records_is_public(string baseType, string value)
    {
        AssertRefused($"var copy = {value} with {{ }};");
        var type = typeof(Activation).Assembly.GetType($"Microsoft.ML.AutoEncoder.{baseType}")!;
        Assert.DoesNotContain("<Clone>$", type.GetMethods().Select(method => method.Name));
    }

    private static void AssertCompiles(string code) => Assert.Empty(BlockCompiler.Errors(BlockCompiler.Compile(code)));

    private static void AssertRefused(string code) => Assert.NotEmpty(BlockCompiler.Errors(BlockCompiler.Compile(code)));
}
