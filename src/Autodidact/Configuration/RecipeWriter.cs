using System.Collections;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Autodidact.Configuration;

/// <summary>Writes options as a recipe that reads back as the same options.</summary>
public static class RecipeWriter
{
    /// <summary>All settings of <paramref name="options"/>, whatever their defaults, in the order of the record.</summary>
    /// <param name="options">An options record.</param>
    /// <param name="header">Comment lines above it, without the <c>#</c>.</param>
    public static string Write(object options, params string[] header)
    {
        StringWriter text = new() { NewLine = "\n" };
        foreach (string line in header)
            text.WriteLine($"# {line}");
        Emitter emitter = new(text);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        WriteGroup(emitter, options);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void WriteGroup(Emitter emitter, object group)
    {
        emitter.Emit(new MappingStart());
        if (OptionVariants.NameOf(group) is string name)
        {
            emitter.Emit(new Scalar(OptionVariants.NameField));
            emitter.Emit(new Scalar(name));
        }
        foreach (OptionField field in OptionField.Of(group.GetType()))
        {
            object? value = field.Get(group);
            emitter.Emit(new Scalar(field.Name));
            if (field.IsGroup && value is not null)
                WriteGroup(emitter, value);
            else if (value is IEnumerable list and not string)
                WriteList(emitter, list);
            else
                WriteValue(emitter, value);
        }
        emitter.Emit(new MappingEnd());
    }

    private static void WriteList(Emitter emitter, IEnumerable list)
    {
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Flow));
        foreach (object? value in list)
            WriteValue(emitter, value);
        emitter.Emit(new SequenceEnd());
    }

    private static void WriteValue(Emitter emitter, object? value) => emitter.Emit(new Scalar(OptionValue.Write(value)));
}
