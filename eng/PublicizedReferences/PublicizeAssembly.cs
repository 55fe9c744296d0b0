using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Mono.Cecil;

/// <summary>
/// Copies an assembly and opens it to outsiders: what is internal becomes public, what is private protected becomes protected.
/// </summary>
/// <remarks>
/// Private members stay private, and "private protected" becomes "protected" and not "public", so that an override of such a
/// member does not have to widen the overriding class's own surface.
/// </remarks>
public sealed class PublicizeAssembly : Task
{
    [Required]
    public string Source { get; set; }

    [Required]
    public string Destination { get; set; }

    /// <summary>All references of the compilation: where types that the assembly mentions are looked up.</summary>
    [Required]
    public string[] References { get; set; }

    public override bool Execute()
    {
        using (var resolver = new DefaultAssemblyResolver())
        using (var assembly = AssemblyDefinition.ReadAssembly(Source, new ReaderParameters { AssemblyResolver = resolver }))
        {
            foreach (var directory in References.Select(Path.GetDirectoryName).Distinct())
            {
                resolver.AddSearchDirectory(directory);
            }

            foreach (var type in assembly.MainModule.GetTypes())
            {
                Open(type);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Destination));
            // Written aside and renamed: an interrupted build, or one that runs at the same time, never sees half a file.
            var unfinished = Destination + "." + Path.GetRandomFileName();
            assembly.Write(unfinished);
            File.Delete(Destination);
            File.Move(unfinished, Destination);
        }

        return true;
    }

    private static void Open(TypeDefinition type)
    {
        if (type.IsNested)
        {
            if (type.IsNestedAssembly || type.IsNestedFamilyOrAssembly)
            {
                type.IsNestedPublic = true;
            }
            else if (type.IsNestedFamilyAndAssembly)
            {
                type.IsNestedFamily = true;
            }
        }
        else
        {
            type.IsPublic = true;
        }

        foreach (var method in type.Methods)
        {
            if (method.IsAssembly || method.IsFamilyOrAssembly)
            {
                method.IsPublic = true;
            }
            else if (method.IsFamilyAndAssembly)
            {
                method.IsFamily = true;
            }
        }

        foreach (var field in type.Fields)
        {
            if (field.IsAssembly || field.IsFamilyOrAssembly)
            {
                field.IsPublic = true;
            }
            else if (field.IsFamilyAndAssembly)
            {
                field.IsFamily = true;
            }
        }
    }
}
