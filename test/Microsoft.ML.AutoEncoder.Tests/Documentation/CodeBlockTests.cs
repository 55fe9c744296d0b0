using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>Every block of C# in the documentation compiles. docs/contributing.md tells the convention.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class CodeBlockTests
{
    [Fact]
    public void Every_block_compiles()
    {
        var blocks = CodeBlock.FindAll().ToArray();

        Assert.NotEmpty(blocks);
        var errors = string.Join('\n', blocks.SelectMany(Compile));
        Assert.True(errors.Length == 0, errors);
    }

    private static IEnumerable<string> Compile(CodeBlock block) => BlockCompiler.Errors(BlockCompiler.Compile(block.Code))
        .Select(error => $"{block.Page}({block.Line + error.Location.GetLineSpan().StartLinePosition.Line}): {error.GetMessage()}");
}
