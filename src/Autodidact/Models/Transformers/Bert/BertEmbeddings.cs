using Autodidact.Engine;
using Autodidact.Engine.Modules;

namespace Autodidact.Models.Transformers.Bert;

/// <summary>Vectors of tokens, of their places and of their segments, added and normalised; the published names.</summary>
internal sealed class BertEmbeddings : Module
{
    private readonly Embedding _positions, _segments;
    private readonly LayerNorm _norm;
    private readonly double _dropout;

    public BertEmbeddings(BertShape shape)
    {
        Words = Child("word_embeddings", new Embedding(shape.Vocabulary, shape.Width));
        _positions = Child("position_embeddings", new Embedding(shape.Positions, shape.Width));
        _segments = Child("token_type_embeddings", new Embedding(shape.Segments, shape.Width));
        _norm = Child("LayerNorm", new LayerNorm(shape.Width, BertEncoder.Epsilon));
        _dropout = shape.Dropout;
    }

    public Embedding Words { get; }

    public Tensor Forward(Tensor tokens, Tensor segments, Tensor? places) =>
        _norm.Forward(Words.Forward(tokens) + _positions.Forward(places ?? Tensor.Arange(tokens.Size(1), device: tokens.Device)) + _segments.Forward(segments)).Dropout(_dropout, IsTraining);
}
