using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>Every block of C# in the documentation compiles. docs/contributing.md tells the convention.</summary>
[Trait(Speed.Name, Speed.Slow)]
public sealed class CodeBlockTests
{
    // What a block may use without saying where it comes from. A block may declare a local variable of the same name.
    private const string Surroundings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.ML;
        global using Microsoft.ML.AutoEncoder;
        global using Microsoft.ML.Data;
        global using static Given;

        internal static class Given
        {
            public static MLContext mlContext;
            public static IDataView trainingData;
            public static IDataView validationData;
            public static IDataView testData;
            public static AutoEncoderEstimator.Options options;
        }
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    [Fact]
    public void Every_block_compiles()
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Microsoft.ML.AutoEncoder.Tests", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)).ToArray();
        var surroundings = CSharpSyntaxTree.ParseText(Surroundings, ParseOptions, cancellationToken: TestContext.Current.CancellationToken);
        var blocks = CodeBlock.FindAll().ToArray();

        Assert.NotEmpty(blocks);
        var errors = string.Join('\n', blocks.SelectMany(block => Compile(block, surroundings, references)));
        Assert.True(errors.Length == 0, errors);
    }

    private static IEnumerable<string> Compile(CodeBlock block, SyntaxTree surroundings, MetadataReference[] references)
    {
        var tree = CSharpSyntaxTree.ParseText(block.Code, ParseOptions);
        var isProgram = tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();
        var compilation = CSharpCompilation.Create(
            "Block", [tree, surroundings], references, new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary));
        return compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(error => $"{block.Page}({block.Line + error.Location.GetLineSpan().StartLinePosition.Line}): {error.GetMessage()}");
    }
}
