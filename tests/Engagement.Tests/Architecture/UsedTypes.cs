using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Engagement.Tests.Architecture;

/// <summary>A type of an assembly and a type it uses, by full name; what a compiler-made or nested type uses, the type around it uses.</summary>
public sealed record Use(string By, string ByNamespace, string Type, string Namespace);

/// <summary>Reads from compiled code which types use which: bases, members, attributes and everything method bodies touch.
/// Constants and <c>nameof</c> are gone after compilation; the test of the using lines finds those.</summary>
public static class UsedTypes
{
    private static readonly Dictionary<short, OperandType> Operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(x => (OpCode)x.GetValue(null)!).ToDictionary(x => x.Value, x => x.OperandType);

    public static IReadOnlyList<Use> Of(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        HashSet<Use> uses = [];
        foreach (var handle in metadata.TypeDefinitions)
        {
            var user = new Names(metadata).Outermost(handle);
            foreach (var used in new Scan(file, metadata).Of(handle))
                uses.Add(new Use(user.Name, user.Namespace, used.Name, used.Namespace));
        }

        return [.. uses];
    }

    /// <summary>Full names of outermost types.</summary>
    private sealed class Names(MetadataReader metadata)
    {
        public (string Name, string Namespace) Outermost(TypeDefinitionHandle handle)
        {
            var type = metadata.GetTypeDefinition(handle);
            while (type.IsNested) type = metadata.GetTypeDefinition(type.GetDeclaringType());
            return (metadata.GetString(type.Name), metadata.GetString(type.Namespace));
        }

        public (string Name, string Namespace) Outermost(TypeReferenceHandle handle)
        {
            var type = metadata.GetTypeReference(handle);
            while (type.ResolutionScope.Kind == HandleKind.TypeReference) type = metadata.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
            return (metadata.GetString(type.Name), metadata.GetString(type.Namespace));
        }
    }

    private sealed class Scan(PEReader file, MetadataReader metadata) : ISignatureTypeProvider<bool, object?>
    {
        private readonly HashSet<(string Name, string Namespace)> found = [];

        public HashSet<(string Name, string Namespace)> Of(TypeDefinitionHandle handle)
        {
            var type = metadata.GetTypeDefinition(handle);
            Add(type.BaseType);
            foreach (var x in type.GetInterfaceImplementations()) Add(metadata.GetInterfaceImplementation(x).Interface);
            foreach (var x in type.GetFields()) metadata.GetFieldDefinition(x).DecodeSignature(this, null);
            AddAttributes(type.GetCustomAttributes());
            foreach (var x in type.GetMethods()) AddMethod(metadata.GetMethodDefinition(x));
            foreach (var x in type.GetProperties()) AddAttributes(metadata.GetPropertyDefinition(x).GetCustomAttributes());
            return found;
        }

        private void AddMethod(MethodDefinition method)
        {
            method.DecodeSignature(this, null);
            AddAttributes(method.GetCustomAttributes());
            foreach (var x in method.GetParameters()) AddAttributes(metadata.GetParameter(x).GetCustomAttributes());
            if (method.RelativeVirtualAddress == 0) return;
            var body = file.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil) metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(this, null);
            foreach (var region in body.ExceptionRegions) Add(region.CatchType);
            AddBody(body.GetILReader());
        }

        private void AddBody(BlobReader il)
        {
            while (il.RemainingBytes > 0)
            {
                short code = il.ReadByte();
                if (code == 0xFE) code = (short)(0xFE00 | il.ReadByte());
                switch (Operands[code])
                {
                    case OperandType.InlineNone: break;
                    case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar: il.Offset += 1; break;
                    case OperandType.InlineVar: il.Offset += 2; break;
                    case OperandType.InlineI8 or OperandType.InlineR: il.Offset += 8; break;
                    case OperandType.InlineSwitch:
                        var targets = il.ReadInt32();
                        il.Offset += 4 * targets;
                        break;
                    case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType: Add(MetadataTokens.EntityHandle(il.ReadInt32())); break;
                    default: il.Offset += 4; break;
                }
            }
        }

        private void AddAttributes(CustomAttributeHandleCollection attributes)
        {
            foreach (var x in attributes) Add(metadata.GetCustomAttribute(x).Constructor);
        }

        private void Add(EntityHandle handle)
        {
            if (handle.IsNil) return;
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition: found.Add(new Names(metadata).Outermost((TypeDefinitionHandle)handle)); break;
                case HandleKind.TypeReference: found.Add(new Names(metadata).Outermost((TypeReferenceHandle)handle)); break;
                case HandleKind.TypeSpecification: metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null); break;
                case HandleKind.MethodDefinition: Add(metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()); break;
                case HandleKind.FieldDefinition: Add(metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()); break;
                case HandleKind.MemberReference: Add(metadata.GetMemberReference((MemberReferenceHandle)handle).Parent); break;
                case HandleKind.MethodSpecification:
                    var method = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                    Add(method.Method);
                    method.DecodeSignature(this, null);
                    break;
            }
        }

        public bool GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            Add(handle);
            return true;
        }

        public bool GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            Add(handle);
            return true;
        }

        public bool GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        {
            Add(handle);
            return true;
        }

        public bool GetArrayType(bool elementType, ArrayShape shape) => true;

        public bool GetByReferenceType(bool elementType) => true;

        public bool GetFunctionPointerType(MethodSignature<bool> signature) => true;

        public bool GetGenericInstantiation(bool genericType, System.Collections.Immutable.ImmutableArray<bool> typeArguments) => true;

        public bool GetGenericMethodParameter(object? genericContext, int index) => true;

        public bool GetGenericTypeParameter(object? genericContext, int index) => true;

        public bool GetModifiedType(bool modifier, bool unmodifiedType, bool isRequired) => true;

        public bool GetPinnedType(bool elementType) => true;

        public bool GetPointerType(bool elementType) => true;

        public bool GetPrimitiveType(PrimitiveTypeCode typeCode) => true;

        public bool GetSZArrayType(bool elementType) => true;
    }
}
