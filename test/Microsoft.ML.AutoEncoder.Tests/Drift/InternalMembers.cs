using Mono.Cecil;

namespace Microsoft.ML.AutoEncoder.Tests.Drift;

/// <summary>The types and members of ML.NET that the library uses although ML.NET hides them.</summary>
internal static class InternalMembers
{
    /// <summary>Reads from the compiled library what it refers to, overrides and implements.</summary>
    internal static SortedSet<string> UsedBy(ModuleDefinition library)
    {
        var types = library.GetTypeReferences().Select(Resolve);
        // The accessors of arrays are made by the runtime and declared nowhere.
        var members = library.GetMemberReferences().Where(member => member.DeclaringType is not ArrayType).Select(Resolve);
        // Neither is a reference in the metadata, but both break just the same when ML.NET changes.
        var overridden = library.GetTypes().SelectMany(type => type.Methods).Select(FindOverridden);
        var implemented = library.GetTypes()
            .SelectMany(type => type.Interfaces)
            .Select(implementation => implementation.InterfaceType.Resolve())
            .Where(IsHidden).SelectMany(type => type.Methods);

        var used = types.Concat(members).Concat(overridden).Concat(implemented).OfType<IMemberDefinition>();
        return new SortedSet<string>(
            used.Where(member => ModuleOf(member) != library && IsOfMLNet(member) && IsHidden(member)).Select(Describe),
            StringComparer.Ordinal);
    }

    /// <summary>Everything that an assembly declares, in the same form.</summary>
    internal static IEnumerable<string> DeclaredBy(ModuleDefinition assembly) =>
        assembly.GetTypes().SelectMany(type => type.Methods.Concat<IMemberDefinition>(type.Fields).Append(type)).Select(Describe);

    private static string Describe(IMemberDefinition member) => $"{ModuleOf(member).Assembly.Name.Name}: {member.FullName}";

    private static IMemberDefinition Resolve(MemberReference reference) => reference.Resolve()
        ?? throw new InvalidOperationException($"The library uses {reference.FullName}, which is not there.");

    private static MethodDefinition? FindOverridden(MethodDefinition method)
    {
        if (!method.IsVirtual || method.IsNewSlot)
        {
            return null;
        }

        for (var type = method.DeclaringType.BaseType?.Resolve(); type is not null; type = type.BaseType?.Resolve())
        {
            if (type.Methods.FirstOrDefault(candidate => candidate.IsVirtual && HasSignatureOf(candidate, method)) is { } overridden)
            {
                return overridden;
            }
        }

        return null;
    }

    private static bool HasSignatureOf(MethodDefinition one, MethodDefinition other) =>
        one.Name == other.Name
        && one.Parameters.Select(parameter => parameter.ParameterType.FullName)
            .SequenceEqual(other.Parameters.Select(parameter => parameter.ParameterType.FullName));

    private static bool IsOfMLNet(IMemberDefinition member) =>
        ModuleOf(member).Assembly.Name.Name is var name
        && name.StartsWith("Microsoft.ML.", StringComparison.Ordinal)
        && !name.StartsWith("Microsoft.ML.AutoEncoder", StringComparison.Ordinal);

    private static ModuleDefinition ModuleOf(IMemberDefinition member) => ((MemberReference)member).Module;

    private static bool IsHidden(IMemberDefinition? member) => member switch
    {
        null => false,
        TypeDefinition { IsNested: true } type =>
            !(type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamilyOrAssembly) || IsHidden(type.DeclaringType),
        TypeDefinition type => !type.IsPublic,
        MethodDefinition method => !(method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) || IsHidden(method.DeclaringType),
        FieldDefinition field => !(field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) || IsHidden(field.DeclaringType),
        _ => throw new NotSupportedException($"{member.FullName} is neither a type nor a method nor a field."),
    };
}
