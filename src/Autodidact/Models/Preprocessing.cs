using Autodidact.Data;
using Autodidact.Data.Loading;
using Autodidact.Engine;

namespace Autodidact.Models;

/// <summary>What an encoder does to a sample before its network sees it; part of the encoder, since features depend on it.</summary>
public abstract record Preprocessing
{
    /// <summary>What is read, one of <see cref="Modality"/>.</summary>
    public abstract string Name { get; }

    /// <summary>The options of a network with everything settled that depends on its input.</summary>
    internal abstract BackboneOptions Resolve(BackboneOptions backbone);

    /// <summary>The samples of a source as the network reads them.</summary>
    /// <param name="source">A source of the same modality.</param>
    /// <param name="loader">Batch, threads and limits; order and dropping do not apply.</param>
    internal abstract IInputs Inputs(DataSource source, LoaderOptions loader);

    /// <summary>What features without any network are made of: the input itself.</summary>
    /// <param name="largestSize">Larger pictures are framed to so many rows and columns, since a classifier of a million pixels would not end.</param>
    /// <returns>What is read, and how <c>[batch, ...]</c> of it becomes <c>[batch, dimension]</c>.</returns>
    internal abstract (IInputs Inputs, Func<Tensor, Tensor> Features) Raw(DataSource source, LoaderOptions loader, int largestSize);

    /// <summary>Takes what lies beside the description in the encoder's folder, such as a tokenizer.</summary>
    /// <param name="folder">The encoder's.</param>
    /// <param name="backbone">The network that is described beside it.</param>
    /// <exception cref="InvalidDataException">It is damaged, or does not fit the network.</exception>
    internal virtual Preprocessing ReadBeside(string folder, BackboneOptions backbone) => this;

    /// <summary>Writes what <see cref="ReadBeside"/> reads.</summary>
    internal virtual void WriteBeside(string folder)
    {
    }
}
