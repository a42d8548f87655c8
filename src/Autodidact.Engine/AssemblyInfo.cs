using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Autodidact.Tests")]
