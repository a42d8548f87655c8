using System.Reflection;
using System.Reflection.Emit;

namespace Autodidact.Tests.Architecture;

/// <summary>
/// The types that a type's compiled form mentions: in its signature, its members, its attributes and the instructions of its
/// methods. Reading the sources' <c>using</c> lines instead would miss names that are reached without one.
/// </summary>
internal static class ReferencedTypes
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> s_opCodes = typeof(OpCodes).GetFields(BindingFlags.Static | BindingFlags.Public)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static HashSet<Type> Of(Type type)
    {
        HashSet<Type> found = [];
        Add(found, type.BaseType);
        foreach (Type contract in type.GetInterfaces()) Add(found, contract);
        foreach (CustomAttributeData attribute in type.GetCustomAttributesData()) Add(found, attribute.AttributeType);
        foreach (MemberInfo member in type.GetMembers(Own))
        {
            AddMember(found, member);
            foreach (CustomAttributeData attribute in member.GetCustomAttributesData()) Add(found, attribute.AttributeType);
            if (member is MethodBase method) AddBody(found, method);
        }

        return found;
    }

    private static void AddMember(HashSet<Type> found, MemberInfo? member)
    {
        Add(found, member as Type);
        Add(found, member?.DeclaringType);
        if (member is FieldInfo field) Add(found, field.FieldType);
        if (member is not MethodBase method) return;
        foreach (ParameterInfo parameter in method.GetParameters()) Add(found, parameter.ParameterType);
        if (method is MethodInfo { ReturnType: Type result }) Add(found, result);
        if (method is MethodInfo { IsGenericMethod: true }) AddAll(found, method.GetGenericArguments());
    }

    private static void AddBody(HashSet<Type> found, MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) return;
        foreach (LocalVariableInfo local in body.LocalVariables) Add(found, local.LocalType);
        foreach (ExceptionHandlingClause clause in body.ExceptionHandlingClauses)
        {
            if (clause.Flags == ExceptionHandlingClauseOptions.Clause) Add(found, clause.CatchType);
        }

        Type[] ofType = method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : [];
        Type[] ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        foreach (int token in Tokens(body.GetILAsByteArray()!)) AddMember(found, method.Module.ResolveMember(token, ofType, ofMethod));
    }

    /// <summary>The metadata tokens of types and members among a method's instructions.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (int at = 0; at < code.Length;)
        {
            short value = code[at] == 0xFE ? (short)(0xFE00 | code[++at]) : code[at];
            at++;
            OperandType operand = s_opCodes[value].OperandType;
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType) yield return BitConverter.ToInt32(code, at);
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static void AddAll(HashSet<Type> found, Type[] types)
    {
        foreach (Type type in types) Add(found, type);
    }

    private static void Add(HashSet<Type> found, Type? type)
    {
        if (type is null || type.IsGenericParameter) return;
        if (type.HasElementType)
        {
            Add(found, type.GetElementType());
            return;
        }

        if (type.IsFunctionPointer) return;
        found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
        AddAll(found, type.GetGenericArguments());
    }
}
