using Autodidact.Configuration;
using Autodidact.Data.Loading;
using Autodidact.Data.Text;
using Autodidact.Models;
using Autodidact.Models.Transformers.Bert;

namespace Autodidact.Methods;

/// <summary>Options of a method that learns from rows of tokens.</summary>
public abstract record TextMethodOptions : MethodOptions
{
    /// <inheritdoc/>
    public sealed override string Modality => Data.Modality.Text;

    /// <inheritdoc/>
    public override BackboneOptions UsualBackbone => new BertMiniOptions();

    /// <summary>Whether each row is a stretch of one text, of which the method makes two sentences; otherwise texts share rows.</summary>
    public virtual bool ReadsPairs => false;

    /// <summary>Why it cannot learn from such rows; null where it can.</summary>
    /// <param name="rows">All texts, cut into tokens.</param>
    public virtual ConfigurationMistake? Problem(TokenRows rows) => null;

    /// <summary>The method around a backbone, its own parts freshly initialised.</summary>
    /// <param name="backbone">The network that learns; it becomes the method's.</param>
    /// <param name="context">What the run is like.</param>
    /// <param name="tokens">How texts became rows.</param>
    /// <param name="tokenizer">What cut them.</param>
    public abstract Method<TokenBatch> Create(Backbone backbone, MethodContext context, TokenOptions tokens, Tokenizer tokenizer);
}
