// An index of vectors that are compared by inner product: FAISS's flat, HNSW or IVF-PQ, the last with the vectors kept beside it in
// half precision, so that what its codes propose is put in order by them. A vector's number is its place: 0, 1, 2, ... as they came.
#pragma once
#include <faiss/Index.h>

#include <cstdint>
#include <memory>
#include <string>

namespace autodidact {

enum IndexKind : int32_t { kFlat = 0, kHnsw = 1, kIvfPq = 2 };

// Blittable; SearchIndexShape in C# has the same fields.
struct IndexShape {
  int32_t kind;
  int32_t links;         // HNSW: links of a vector in each layer above the lowest, which has twice as many.
  int32_t construction;  // HNSW: candidates that are looked at while a vector is linked.
  int32_t lists;         // IVF-PQ: lists that the vectors are divided among.
  int32_t code_bytes;    // IVF-PQ: bytes of a vector's code; divides the dimension.
  int32_t dimension;
  int64_t seed;          // IVF-PQ: decides where the centres of the lists begin.
  int64_t count;         // Vectors in it; of a new index, how many are expected.
  int64_t bytes;         // Memory that it holds.
};

/// A new index, empty.
std::unique_ptr<faiss::Index> make_index(const IndexShape& shape);

/// What an index is; throws for those that make_index does not make.
IndexShape shape_of(const faiss::Index& index);

/// Reads a file in FAISS's format that holds one of the three kinds. FAISS's own reader believes lengths and numbers of neighbours; this one
/// allocates no more than the file is long, and refuses what would lead a search out of its arrays.
std::unique_ptr<faiss::Index> read_checked(const char* path);

/// Writes an index in FAISS's format and has it on the disk.
void write_flushed(const faiss::Index& index, const char* path);

}  // namespace autodidact
