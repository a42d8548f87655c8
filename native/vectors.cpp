#include "vectors.h"

#include <faiss/IndexFlat.h>
#include <faiss/IndexHNSW.h>
#include <faiss/IndexIVFPQ.h>
#include <faiss/IndexRefine.h>
#include <faiss/IndexScalarQuantizer.h>
#include <faiss/impl/io.h>
#include <faiss/index_io.h>
#include <faiss/invlists/InvertedLists.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace autodidact {
namespace {

constexpr int kLargestDimension = 1 << 16, kMostLinks = 256, kMostLists = 1 << 20;

void require(bool fits, const char* problem) {
  if (!fits) throw std::invalid_argument(problem);
}

// Enough iterations for lists of about one size; more of them change the division, and hardly what is found.
constexpr int kIterations = 10;

std::unique_ptr<faiss::Index> make_lists(const IndexShape& shape) {
  require(shape.lists >= 1 && shape.lists <= kMostLists, "an index has 1 to 1,048,576 lists");
  require(shape.code_bytes >= 1 && shape.dimension % shape.code_bytes == 0, "the bytes of a code have to divide the dimension");
  auto centres = std::make_unique<faiss::IndexFlatIP>(shape.dimension);
  auto codes = std::make_unique<faiss::IndexIVFPQ>(centres.get(), shape.dimension, shape.lists, shape.code_bytes, 8, faiss::METRIC_INNER_PRODUCT);
  codes->own_fields = true;
  centres.release();
  for (faiss::ClusteringParameters* clustering : {&codes->cp, &codes->pq.cp}) {
    clustering->niter = kIterations;
    clustering->seed = static_cast<int>(shape.seed);
    clustering->min_points_per_centroid = 1;  // Else FAISS warns on standard error.
  }
  codes->cp.spherical = true;  // Centres that are compared by inner product need one length.
  auto vectors = std::make_unique<faiss::IndexScalarQuantizer>(shape.dimension, faiss::ScalarQuantizer::QT_fp16, faiss::METRIC_INNER_PRODUCT);
  vectors->codes.reserve(shape.count * vectors->code_size);
  auto refined = std::make_unique<faiss::IndexRefine>(codes.get(), vectors.get());
  codes.release();
  vectors.release();
  refined->own_fields = refined->own_refine_index = true;
  return refined;
}

// A file that is on the disk when `close` returns, or an error.
struct FlushedFile : faiss::IOWriter {
  explicit FlushedFile(const char* path) : file(std::fopen(path, "wb")) {
    name = path;
    if (file == nullptr) fail("cannot be made");
  }

  ~FlushedFile() override {
    if (file != nullptr) std::fclose(file);
  }

  size_t operator()(const void* data, size_t size, size_t items) override { return std::fwrite(data, size, items, file); }

  void close() {
    if (std::fflush(file) != 0 || fsync(::fileno(file)) != 0) fail("cannot be written");
    std::FILE* closing = file;
    file = nullptr;
    if (std::fclose(closing) != 0) fail("cannot be written");
  }

  [[noreturn]] void fail(const char* problem) const { throw std::runtime_error("'" + name + "' " + problem + ": " + std::strerror(errno)); }

  std::FILE* file;
};

}  // namespace

std::unique_ptr<faiss::Index> make_index(const IndexShape& shape) {
  require(shape.dimension >= 1 && shape.dimension <= kLargestDimension, "a vector has 1 to 65,536 numbers");
  require(shape.count >= 0 && shape.count <= INT32_MAX, "an index holds 0 to 2,147,483,647 vectors");
  if (shape.kind == kIvfPq) return make_lists(shape);
  if (shape.kind == kFlat) {
    auto flat = std::make_unique<faiss::IndexFlatIP>(shape.dimension);
    flat->codes.reserve(shape.count * flat->code_size);
    return flat;
  }
  require(shape.kind == kHnsw, "an index is flat, HNSW or IVF-PQ");
  require(shape.links >= 2 && shape.links <= kMostLinks, "a vector has 2 to 256 links");
  require(shape.construction >= 1, "at least one candidate is looked at for a link");
  auto graph = std::make_unique<faiss::IndexHNSWFlat>(shape.dimension, shape.links, faiss::METRIC_INNER_PRODUCT);
  graph->hnsw.efConstruction = shape.construction;
  auto& vectors = dynamic_cast<faiss::IndexFlat&>(*graph->storage);
  vectors.codes.reserve(shape.count * vectors.code_size);
  // One vector in `links` is in a layer above the lowest.
  graph->hnsw.neighbors.reserve(shape.count * (2 * shape.links + 2));
  graph->hnsw.offsets.reserve(shape.count + 1);
  graph->hnsw.levels.reserve(shape.count);
  return graph;
}

IndexShape shape_of(const faiss::Index& index) {
  IndexShape shape{};
  shape.dimension = index.d;
  shape.count = index.ntotal;
  const auto* flat = dynamic_cast<const faiss::IndexFlat*>(&index);
  if (const auto* graph = dynamic_cast<const faiss::IndexHNSW*>(&index)) {
    shape.kind = kHnsw;
    shape.links = graph->hnsw.nb_neighbors(1);
    shape.construction = graph->hnsw.efConstruction;
    flat = dynamic_cast<const faiss::IndexFlat*>(graph->storage);
    shape.bytes = static_cast<int64_t>(graph->hnsw.neighbors.capacity() * sizeof(int32_t) + graph->hnsw.offsets.capacity() * sizeof(size_t) +
                                       graph->hnsw.levels.capacity() * sizeof(int));
  } else if (const auto* refined = dynamic_cast<const faiss::IndexRefine*>(&index)) {
    const auto& codes = dynamic_cast<const faiss::IndexIVFPQ&>(*refined->base_index);
    const auto& vectors = dynamic_cast<const faiss::IndexFlatCodes&>(*refined->refine_index);
    const auto& lists = dynamic_cast<const faiss::ArrayInvertedLists&>(*codes.invlists);
    shape.kind = kIvfPq;
    shape.lists = static_cast<int32_t>(codes.nlist);
    shape.code_bytes = static_cast<int32_t>(codes.pq.M);
    shape.bytes = static_cast<int64_t>(vectors.codes.capacity() + (codes.nlist * codes.d + codes.pq.centroids.capacity()) * sizeof(float));
    for (size_t list = 0; list < lists.nlist; list++)
      shape.bytes += static_cast<int64_t>(lists.codes[list].capacity() + lists.ids[list].capacity() * sizeof(int64_t));
    return shape;
  }
  if (flat == nullptr) throw std::invalid_argument("an index of an unknown kind");
  shape.bytes += static_cast<int64_t>(flat->codes.capacity());
  return shape;
}

void write_flushed(const faiss::Index& index, const char* path) {
  FlushedFile file(path);
  faiss::write_index(&index, &file);
  file.close();
}

}  // namespace autodidact
