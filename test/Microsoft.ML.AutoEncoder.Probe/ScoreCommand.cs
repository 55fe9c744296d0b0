using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.AutoEncoder.Probe;

/// <summary>Loads a saved model and scores with it, without ever naming a type of the library.</summary>
internal static class ScoreCommand
{
    /// <summary>Writes the values of a vector column to the file <paramref name="codesPath"/>, and prints the path of every managed
    /// assembly and every native library that is loaded at the end.</summary>
    internal static void Run(string modelPath, string dataPath, string columnName, string codesPath)
    {
        var mlContext = new MLContext();
        var model = mlContext.Model.Load(modelPath, out _);
        var scored = model.Transform(mlContext.Data.LoadFromBinary(dataPath));
        using (var codes = File.Create(codesPath))
        {
            foreach (var code in scored.GetColumn<float[]>(columnName))
            {
                codes.Write(MemoryMarshal.AsBytes(code.AsSpan()));
            }
        }

        foreach (ProcessModule module in Process.GetCurrentProcess().Modules)
        {
            Console.WriteLine(module.FileName);
        }

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            Console.WriteLine(assembly.Location);
        }
    }
}
