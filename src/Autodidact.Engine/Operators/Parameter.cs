using System.Text.RegularExpressions;

namespace Autodidact.Engine.Operators;

/// <summary>One parameter of a schema and how C# declares and passes it.</summary>
internal sealed partial record Parameter(string Name, string Kind, string CSharpType, string ElementType, string Default)
{
    [GeneratedRegex(@"^(?<type>[\w\[\]]+\??(\[\d*\])?\??) (?<name>\w+)(=(?<default>.*))?$")]
    private static partial Regex Pattern { get; }

    public string Local => Name.TrimStart('@') + "Items";

    public string Declaration => Default.Length == 0 ? $"{CSharpType} {Name}" : $"{CSharpType} {Name} = {Default}";

    public string Argument => Kind switch
    {
        "integers" or "reals" or "bools" or "text" => Kind == "text"
            ? $"Interop.Argument.Text({Local}, {Name}.Length)"
            : $"Interop.Argument.List({Local}, {Name}.Length)",
        "tensors" => $"Interop.Argument.List({Local}, {Name}.Length)",
        "optional" => $"Interop.Argument.OfOptional({Name})",
        _ => $"Interop.Argument.Of({Name})",
    };

    /// <summary>Reads <c>int[2] stride=1</c>, <c>Tensor? bias=None</c>, <c>Scalar alpha=1</c> and the like.</summary>
    public static Parameter Read(string text)
    {
        Match match = Pattern.Match(text);
        if (!match.Success) throw new FormatException($"The parameter '{text}' could not be read.");
        string type = match.Groups["type"].Value;
        string name = OperatorGenerator.ToCamel(match.Groups["name"].Value);
        if (name is "implicit" or "out" or "in" or "base" or "string" or "float" or "params" or "ref") name = "@" + name;
        bool hasDefault = match.Groups["default"].Success;
        bool isType = name == "dtype";
        string bare = Regex.Replace(type.Replace("SymInt", "int", StringComparison.Ordinal), @"\[\d+\]", "[]");
        return bare switch
        {
            "Tensor" => new(name, "tensor", "Tensor", "", ""),
            "Tensor?" => new(name, "optional", "Tensor?", "", hasDefault ? "null" : ""),
            "Tensor[]" => new(name, "tensors", "ReadOnlySpan<Tensor>", "", ""),
            "int[]" or "int[]?" => new(name, "integers", "ReadOnlySpan<long>", "long", hasDefault || bare.EndsWith('?') ? "default" : ""),
            "float[]" or "float[]?" or "Scalar[]" => new(name, "reals", "ReadOnlySpan<double>", "double", hasDefault || bare.EndsWith('?') ? "default" : ""),
            "bool[]" => new(name, "bools", "ReadOnlySpan<bool>", "bool", ""),
            "int" or "int?" or "ScalarType" or "ScalarType?" when isType => new(name, "optional", "ScalarType?", "", "null"),
            "ScalarType?" => new(name, "optional", "ScalarType?", "", "null"),
            "int" => hasDefault ? new(name, "optional", "long?", "", "null") : new(name, "plain", "long", "", ""),
            "int?" or "MemoryFormat?" => new(name, "optional", "long?", "", hasDefault ? "null" : ""),
            "float" => hasDefault ? new(name, "optional", "double?", "", "null") : new(name, "plain", "double", "", ""),
            "float?" => new(name, "optional", "double?", "", hasDefault ? "null" : ""),
            "bool" => hasDefault ? new(name, "optional", "bool?", "", "null") : new(name, "plain", "bool", "", ""),
            "bool?" => new(name, "optional", "bool?", "", hasDefault ? "null" : ""),
            "Scalar" or "Scalar?" => new(name, "plain", "Scalar", "", hasDefault || bare.EndsWith('?') ? "default" : ""),
            "str" or "str?" => new(name, "text", "ReadOnlySpan<byte>", "byte", hasDefault ? "default" : ""),
            "Generator?" => new(name, "generator", "", "", ""),
            _ => throw new FormatException($"The parameter type '{type}' of '{text}' is not supported."),
        };
    }
}
