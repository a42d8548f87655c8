using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Autodidact.Engine.Interop;

namespace Autodidact.Engine.Operators;

/// <summary>Writes the typed methods of <see cref="Ops"/> from the schemas that the running libtorch states.</summary>
internal static partial class OperatorGenerator
{
    [GeneratedRegex(@"^(?<name>[\w:]+)(\.(?<overload>\w+))?\((?<arguments>.*)\) -> (?<results>.*)$")]
    private static partial Regex SchemaPattern { get; }

    [GeneratedRegex(@"\(\w+!?(\s*->\s*\*?\w*)?\)")]
    private static partial Regex AliasPattern { get; }

    public static string Generate(IEnumerable<string> lines)
    {
        StringBuilder code = new();
        code.AppendLine("// Generated from operators.txt by OperatorGenerator; do not edit.").AppendLine("#nullable enable").AppendLine();
        code.AppendLine("using Autodidact.Engine.Interop;").AppendLine().AppendLine("namespace Autodidact.Engine;").AppendLine();
        code.AppendLine("/// <summary>libtorch's operators, typed; a span or number left out takes the operator's own default.</summary>");
        code.AppendLine("public static unsafe partial class Ops").AppendLine("{");
        bool first = true;
        foreach (string line in lines.Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (!first) code.AppendLine();
            first = false;
            string[] parts = line.Split(" as ");
            string[] names = parts[0].Split('.', 2);
            string overload = names.Length > 1 ? names[1] : "";
            string schema = new Operator(names[0], overload).Schema;
            Emit(code, names[0], overload, schema, parts.Length > 1 ? parts[1] : MethodName(names[0]));
        }
        return code.AppendLine("}").ToString();
    }

    private static void Emit(StringBuilder code, string name, string overload, string schema, string method)
    {
        Match match = SchemaPattern.Match(AliasPattern.Replace(schema, ""));
        if (!match.Success) throw new FormatException($"The schema '{schema}' could not be read.");
        Parameter[] parameters = ReadParameters(match.Groups["arguments"].Value);
        string results = match.Groups["results"].Value;
        bool inPlace = name.EndsWith('_');
        string field = "s_" + ToCamel(name.Replace("aten::", "", StringComparison.Ordinal)) + (overload.Length > 0 ? "_" + overload : "");

        string returns = inPlace ? "void" : ReturnType(results);
        bool extension = parameters.Length > 0 && parameters[0].CSharpType == "Tensor";
        string list = string.Join(", ", parameters.Select((p, i) => (i == 0 && extension ? "this " : "") + p.Declaration));
        code.AppendLine(CultureInfo.InvariantCulture, $"    private static readonly Operator {field} = new(\"{name}\", \"{overload}\");").AppendLine();
        code.AppendLine(CultureInfo.InvariantCulture, $"    /// <summary><c>{schema.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)}</c></summary>");
        code.AppendLine(CultureInfo.InvariantCulture, $"    public static {returns} {method}({list})").AppendLine("    {");
        string indent = "        ";
        foreach (Parameter p in parameters.Where(p => p.Kind == "tensors"))
        {
            code.AppendLine(CultureInfo.InvariantCulture, $"{indent}IntPtr* {p.Local} = stackalloc IntPtr[{p.Name}.Length];");
            code.AppendLine(CultureInfo.InvariantCulture, $"{indent}for (int i = 0; i < {p.Name}.Length; i++) {p.Local}[i] = {p.Name}[i].Handle;");
        }
        foreach (Parameter p in parameters.Where(p => p.Kind is "integers" or "reals" or "bools"))
        {
            code.AppendLine(CultureInfo.InvariantCulture, $"{indent}fixed ({p.ElementType}* {p.Local} = {p.Name})");
        }
        foreach (Parameter p in parameters.Where(p => p.Kind == "text"))
        {
            code.AppendLine(CultureInfo.InvariantCulture, $"{indent}fixed (byte* {p.Local} = {p.Name})");
        }
        bool pinned = parameters.Any(p => p.Kind is "integers" or "reals" or "bools" or "text");
        if (pinned) code.AppendLine(CultureInfo.InvariantCulture, $"{indent}{{");
        string inner = pinned ? indent + "    " : indent;
        code.AppendLine(CultureInfo.InvariantCulture, $"{inner}ReadOnlySpan<Argument> arguments = [{string.Join(", ", parameters.Select(p => p.Argument))}];");
        string call = inPlace ? $"{field}.CallVoid(arguments);" : CallOf(field, results);
        foreach (string statement in call.Split('\n')) code.AppendLine(CultureInfo.InvariantCulture, $"{inner}{statement}");
        if (pinned) code.AppendLine(CultureInfo.InvariantCulture, $"{indent}}}");
        code.AppendLine("    }");
    }

    private static string ReturnType(string results) => Results(results) switch
    {
        ["()"] => "void",
        ["Tensor"] => "Tensor",
        ["Tensor[]"] => "Tensor[]",
        string[] several when several.All(r => r == "Tensor") => $"({string.Join(", ", several)})",
        _ => throw new FormatException($"Results '{results}' are not supported."),
    };

    private static string CallOf(string field, string results) => Results(results) switch
    {
        ["()"] => $"{field}.CallVoid(arguments);",
        ["Tensor"] => $"return {field}.CallTensor(arguments);",
        ["Tensor[]"] => $"return {field}.CallTensors(arguments);",
        string[] several =>
            $"Span<Argument> results = stackalloc Argument[{several.Length}];\n{field}.Call(arguments, results);\n"
            + $"return ({string.Join(", ", several.Select((_, i) => $"Operator.TakeTensor(results[{i}])"))});",
    };

    // "(Tensor values, Tensor indices)" -> ["Tensor", "Tensor"]; names of results are left out.
    private static string[] Results(string results) =>
        results is "()" || !results.StartsWith('(')
            ? [results.Split(' ')[0]]
            : [.. results.Trim('(', ')').Split(',').Select(r => r.Trim().Split(' ')[0])];

    private static Parameter[] ReadParameters(string text)
    {
        List<Parameter> parameters = [];
        int depth = 0, start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] is '[' or '(') depth++;
            if (i < text.Length && text[i] is ']' or ')') depth--;
            if (i < text.Length && (text[i] != ',' || depth > 0)) continue;
            string part = text[start..i].Trim();
            start = i + 1;
            if (part is "" or "*") continue;
            parameters.Add(Parameter.Read(part));
        }
        // Generators are the engine's own business; what follows keyword-only is rarely wanted and has defaults.
        int last = parameters.FindIndex(p => p.Kind == "generator");
        if (last >= 0) parameters.RemoveRange(last, parameters.Count - last);
        return [.. parameters];
    }

    private static string MethodName(string name)
    {
        string bare = name.Replace("aten::", "", StringComparison.Ordinal);
        bool inPlace = bare.EndsWith('_');
        string pascal = string.Concat(bare.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        return inPlace ? pascal + "InPlace" : pascal;
    }

    internal static string ToCamel(string name)
    {
        string[] words = name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        string camel = words[0] + string.Concat(words.Skip(1).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
        return name.EndsWith('_') ? camel + "InPlace" : camel;
    }
}
