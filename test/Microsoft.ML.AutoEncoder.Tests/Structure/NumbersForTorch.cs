using Mono.Cecil;
using Mono.Cecil.Cil;
using TorchSharp;

namespace Microsoft.ML.AutoEncoder.Tests.Structure;

/// <summary>Finds the calls into TorchSharp in which TorchSharp itself makes a plain number an object for native code.</summary>
internal sealed class NumbersForTorch : IDisposable
{
    private readonly DefaultAssemblyResolver _resolver = new();

    public NumbersForTorch() => _resolver.AddSearchDirectory(AppContext.BaseDirectory);

    public void Dispose() => _resolver.Dispose();

    /// <summary>The methods of an assembly that make such a call, each with the calls that lead to the number.</summary>
    public IEnumerable<string> Find(string assemblyPath) =>
        from method in ModuleDefinition.ReadModule(assemblyPath, new ReaderParameters { AssemblyResolver = _resolver })
            .GetTypes()
            .SelectMany(type => type.Methods)
        from called in Calls(method)
        where !IsCallersOwn(called)
        let path = PathToNumber(called)
        where path is not null
        select $"{method.FullName} > {path}";

    /// <summary>Whether the number is the caller's, to hold and to dispose of.</summary>
    private static bool IsCallersOwn(MethodReference called) => called.Name == "ToScalar";

    /// <summary>The shortest way from a method of TorchSharp to a number; null if there is none.</summary>
    private static string? PathToNumber(MethodReference called)
    {
        var seen = new HashSet<string> { called.FullName };
        var queue = new Queue<(MethodReference Method, string Path)>([(called, called.FullName)]);
        while (queue.TryDequeue(out var entry))
        {
            // The runtime makes the methods of arrays.
            if (entry.Method.DeclaringType is ArrayType || entry.Method.Resolve() is not { } method
                || method.Module.Assembly.Name.Name != nameof(TorchSharp))
            {
                continue;
            }

            if (method.DeclaringType.Name == nameof(Scalar) && (method.Name == "op_Implicit" || method.IsConstructor))
            {
                return entry.Path;
            }

            foreach (var next in Calls(method))
            {
                if (seen.Add(next.FullName))
                {
                    queue.Enqueue((next, $"{entry.Path} > {next.FullName}"));
                }
            }
        }

        return null;
    }

    private static IEnumerable<MethodReference> Calls(MethodDefinition method) => method.HasBody
        ? method.Body.Instructions.Where(
            instruction => instruction.OpCode.FlowControl == FlowControl.Call || instruction.OpCode == OpCodes.Ldftn)
            .Select(instruction => instruction.Operand).OfType<MethodReference>()
        : [];
}
