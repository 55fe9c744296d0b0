using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Microsoft.ML.AutoEncoder.Tests.Documentation;

/// <summary>Compiles C# as a user of the library would: against what is public, with the surroundings that docs/contributing.md tells
/// of.</summary>
internal static class BlockCompiler
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

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("Microsoft.ML.AutoEncoder.Tests", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <param name="code">Statements, and types after them; or types alone.</param>
    /// <param name="name">The name of the assembly.</param>
    internal static CSharpCompilation Compile(string code, string name = "Block")
    {
        var tree = CSharpSyntaxTree.ParseText(code, ParseOptions);
        var isProgram = tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();
        var surroundings = CSharpSyntaxTree.ParseText(Surroundings, ParseOptions);
        var options = new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
        return CSharpCompilation.Create(name, [tree, surroundings], References, options);
    }

    internal static IEnumerable<Diagnostic> Errors(CSharpCompilation compilation) =>
        compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>Runs a block to its end.</summary>
    /// <param name="block">The block.</param>
    /// <param name="given">What it finds in its surroundings, by name.</param>
    internal static void Run(CodeBlock block, params (string Name, object Value)[] given)
    {
        var assembly = Load(block.Code, $"Block{block.Line}");
        foreach (var (name, value) in given)
        {
            assembly.GetType("Given")!.GetField(name)!.SetValue(null, value);
        }

        Invoke(assembly);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="code">The program.</param>
    /// <param name="name">The name of the assembly.</param>
    /// <param name="arguments">Its command line.</param>
    /// <returns>The assembly that ran.</returns>
    internal static Assembly Run(string code, string name, params string[] arguments)
    {
        var assembly = Load(code, name);
        Invoke(assembly, arguments);
        return assembly;
    }

    private static Assembly Load(string code, string name)
    {
        using var image = new MemoryStream();
        var result = Compile(code, name).Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return Assembly.Load(image.ToArray());
    }

    private static void Invoke(Assembly assembly, params string[] arguments)
    {
        var main = assembly.EntryPoint!;
        main.Invoke(null, main.GetParameters().Length == 0 ? [] : [arguments]);
    }
}
