using Autodidact.Configuration;
using Autodidact.Methods;
using Autodidact.Methods.Tokens;
using Autodidact.Models;
using Autodidact.Models.Convolutional;
using Autodidact.Tests.Support;

namespace Autodidact.Tests.Training;

/// <summary>Every method with its defaults; those that build on an earlier run have one of chance weights.</summary>
internal static class SmallMethods
{
    private static readonly TemporaryFolder s_runs = new();
    private static readonly Lazy<string> s_tokenizer = new(() => Kept("tokenizer", new ConvEncoderOptions { Width = 8, Units = 1, PatchSize = 4, Codes = 8, CodeSize = 4 }));
    private static readonly Lazy<string> s_teacher = new(() => Kept("teacher", SmallBackbones.Transformer.Resolve(16)));

    static SmallMethods() => AppDomain.CurrentDomain.ProcessExit += (_, _) => s_runs.Dispose();

    /// <summary>A tokenizer of patches of 4 pixels, with 8 codes.</summary>
    public static string Tokenizer => s_tokenizer.Value;

    /// <summary>A transformer on patches of 4 pixels.</summary>
    public static string Teacher => s_teacher.Value;

    public static MethodOptions Of(string name) => Complete(OptionVariants.All<MethodOptions>().Single(options => options.Name == name));

    private static MethodOptions Complete(MethodOptions options) => options switch
    {
        TokenPredictionOptions predicts => predicts with { Tokenizer = Tokenizer },
        VqKdOptions distils => distils with { Teacher = Teacher, Codes = 8, CodeSize = 4 },
        VqVaeOptions small => small with { Codes = 8, CodeSize = 4, DecoderWidth = 8 },
        _ => options,
    };

    private static string Kept(string name, BackboneOptions options)
    {
        using Encoder encoder = new(options.Create(), options, new ImagePreprocessing { Size = 16 }, new Provenance { Method = name });
        encoder.Save(s_runs[name]);
        return s_runs[name];
    }
}
