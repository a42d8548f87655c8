// FAISS's format (fourcc, header, then the fields of each class in turn), read with the checks that FAISS's own reader lacks.
#include <faiss/IndexFlat.h>
#include <faiss/IndexHNSW.h>
#include <faiss/IndexIVFPQ.h>
#include <faiss/IndexRefine.h>
#include <faiss/IndexScalarQuantizer.h>
#include <faiss/invlists/InvertedLists.h>
#include <sys/stat.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <vector>

#include "vectors.h"

namespace autodidact {
namespace {

// range_error is what the door calls a damaged file.
[[noreturn]] void damaged(const std::string& problem) { throw std::range_error(problem); }

void require(bool fits, const char* problem) {
  if (!fits) damaged(problem);
}

class Source {
 public:
  explicit Source(const char* path) : file_(std::fopen(path, "rb")) {
    if (file_ == nullptr) throw std::runtime_error(std::string("it cannot be opened: ") + std::strerror(errno));
    struct stat about {};
    if (fstat(fileno(file_), &about) != 0 || !S_ISREG(about.st_mode)) {
      std::fclose(file_);
      throw std::runtime_error("it is not a file");
    }
    left_ = static_cast<uint64_t>(about.st_size);
  }

  ~Source() { std::fclose(file_); }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  template <class T>
  T one() {
    T value;
    bytes(&value, sizeof(T));
    return value;
  }

  // A length, then as many values; `expected` of them, where that is known.
  template <class T>
  std::vector<T> many(uint64_t expected, const char* what) {
    const auto length = one<uint64_t>();
    if (length != expected) damaged(std::string(what) + ": there are " + std::to_string(length) + " where " + std::to_string(expected) + " belong");
    return values<T>(length, what);
  }

  template <class T>
  std::vector<T> values(uint64_t length, const char* what) {
    if (length > left_ / sizeof(T)) damaged(std::string(what) + ": the file ends before they do");
    std::vector<T> read(length);
    bytes(read.data(), length * sizeof(T));
    return read;
  }

  uint64_t left() const { return left_; }

 private:
  void bytes(void* data, uint64_t length) {
    if (length > left_ || std::fread(data, 1, length, file_) != length) damaged("the file ends in the middle");
    left_ -= length;
  }

  std::FILE* file_;
  uint64_t left_ = 0;
};

bool is(uint32_t word, const char* letters) { return std::memcmp(&word, letters, 4) == 0; }

void require_finite(const float* values, size_t count, const char* problem) {
  for (size_t i = 0; i < count; i++) require(std::isfinite(values[i]), problem);
}

void read_header(Source& file, faiss::Index& index, const faiss::Index* within) {
  index.d = file.one<int32_t>();
  index.ntotal = file.one<int64_t>();
  file.one<int64_t>();
  file.one<int64_t>();
  index.is_trained = file.one<uint8_t>() == 1;
  index.metric_type = static_cast<faiss::MetricType>(file.one<int32_t>());
  require(index.d >= 1 && index.d <= 1 << 16, "the dimension is out of range");
  require(index.ntotal >= 0 && index.ntotal <= INT32_MAX, "the number of vectors is out of range");
  require(index.is_trained, "it is not trained");
  require(index.metric_type == faiss::METRIC_INNER_PRODUCT, "it does not compare by inner product");
  require(within == nullptr || index.d == within->d, "its parts are of different dimensions");
}

std::unique_ptr<faiss::IndexFlatIP> read_flat(Source& file, const faiss::Index* within, int64_t count) {
  auto flat = std::make_unique<faiss::IndexFlatIP>();
  read_header(file, *flat, within);
  require(count < 0 || flat->ntotal == count, "its parts hold different numbers of vectors");
  flat->code_size = sizeof(float) * flat->d;
  const auto numbers = file.one<uint64_t>();  // Counted in floats, kept as bytes.
  require(numbers == static_cast<uint64_t>(flat->ntotal) * flat->d, "the vectors are not as many as it says");
  require(numbers <= file.left() / sizeof(float), "the file ends before its vectors do");
  flat->codes = file.values<uint8_t>(numbers * sizeof(float), "vectors");
  require_finite(flat->get_xb(), numbers, "a vector holds a number that is not finite");
  return flat;
}

// Every link leads to a vector that is in the layer of the link, or to none; else a search would read beside the links.
void check_links(const faiss::HNSW& graph, int64_t count) {
  for (int64_t vector = 0; vector < count; vector++)
    for (int layer = 0; layer < graph.levels[vector]; layer++) {
      size_t begin, end;
      graph.neighbor_range(vector, layer, &begin, &end);
      for (size_t i = begin; i < end; i++) {
        const int32_t to = graph.neighbors[i];
        require(to >= -1 && to < count && (to < 0 || graph.levels[to] > layer), "a link leads nowhere");
      }
    }
}

std::unique_ptr<faiss::Index> read_graph(Source& file) {
  auto index = std::make_unique<faiss::IndexHNSWFlat>();
  read_header(file, *index, nullptr);
  const auto count = static_cast<uint64_t>(index->ntotal);
  const auto layers = file.one<uint64_t>();
  require(layers >= 1 && layers <= 64, "the layers of the graph are too many");
  file.values<double>(layers, "probabilities of layers");
  const auto cumulative = file.many<int32_t>(layers + 1, "links of layers");
  const int links = cumulative[1] / 2;
  require(links >= 2 && links <= 256, "the links of a vector are too many");
  faiss::HNSW& graph = index->hnsw;
  graph = faiss::HNSW(links);  // What follows from the links is made anew.
  require(graph.cum_nneighbor_per_level == cumulative, "the links of layers are not those of such a graph");
  graph.levels = file.many<int32_t>(count, "layers");
  for (const int level : graph.levels) require(level >= 1 && level < static_cast<int>(cumulative.size()), "a vector is in a layer that is not there");
  graph.offsets = file.many<uint64_t>(count + 1, "places of links");
  require(graph.offsets[0] == 0, "the links do not begin at the beginning");
  for (uint64_t i = 0; i < count; i++)
    require(graph.offsets[i + 1] == graph.offsets[i] + static_cast<uint64_t>(cumulative[graph.levels[i]]), "the links are not where they belong");
  graph.neighbors = file.many<int32_t>(graph.offsets[count], "links");
  check_links(graph, index->ntotal);
  graph.entry_point = file.one<int32_t>();
  graph.max_level = file.one<int32_t>();
  graph.efConstruction = file.one<int32_t>();
  file.one<int32_t>();  // How far searches looked; each says that itself.
  file.one<int32_t>();  // A field of the past.
  require(graph.efConstruction >= 1 && graph.efConstruction <= 1 << 16, "the candidates for a link are out of range");
  require(count == 0 ? graph.entry_point == -1 && graph.max_level == -1
                     : graph.entry_point >= 0 && graph.entry_point < index->ntotal && graph.levels[graph.entry_point] - 1 == graph.max_level,
          "the search would begin nowhere");
  for (const int level : graph.levels) require(level - 1 <= graph.max_level, "a vector is above the highest layer");
  require(is(file.one<uint32_t>(), "IxFI"), "the vectors of the graph are not there");
  index->storage = read_flat(file, index.get(), index->ntotal).release();
  index->own_fields = true;
  return index;
}

std::unique_ptr<faiss::ArrayInvertedLists> read_lists(Source& file, const faiss::IndexIVFPQ& index) {
  require(is(file.one<uint32_t>(), "ilar") && file.one<uint64_t>() == index.nlist && file.one<uint64_t>() == index.code_size, "the lists are not those of the index");
  const bool full = is(file.one<uint32_t>(), "full");  // Else pairs of list and size, for those that are not empty.
  const auto told = file.one<uint64_t>();
  require(full ? told == index.nlist : told % 2 == 0 && told / 2 <= index.nlist, "the sizes of the lists are not as many as it says");
  const auto sizes = file.values<uint64_t>(told, "sizes of lists");
  require(static_cast<uint64_t>(index.ntotal) <= file.left() / index.code_size, "the file ends before its codes do");
  auto lists = std::make_unique<faiss::ArrayInvertedLists>(index.nlist, index.code_size);
  std::vector<bool> seen(index.ntotal);
  uint64_t total = 0;
  for (size_t i = 0; i < told; i += full ? 1 : 2) {
    const uint64_t list = full ? i : sizes[i], size = full ? sizes[i] : sizes[i + 1];
    require(list < index.nlist && lists->ids[list].empty(), "a list is there twice, or nowhere");
    require(size <= static_cast<uint64_t>(index.ntotal) - total, "the lists hold more than all vectors");
    lists->codes[list] = file.values<uint8_t>(size * index.code_size, "codes");
    lists->ids[list] = file.values<faiss::Index::idx_t>(size, "numbers of vectors");
    total += size;
    for (const int64_t vector : lists->ids[list]) {
      require(vector >= 0 && vector < index.ntotal && !seen[vector], "a vector is there twice, or nowhere");
      seen[vector] = true;
    }
  }
  require(total == static_cast<uint64_t>(index.ntotal), "the lists do not hold all vectors");
  return lists;
}

std::unique_ptr<faiss::IndexIVFPQ> read_codes(Source& file, const faiss::Index& within) {
  require(is(file.one<uint32_t>(), "IwPQ"), "the codes are not there");
  faiss::IndexIVFPQ read;
  read_header(file, read, &within);
  require(read.ntotal == within.ntotal, "its parts hold different numbers of vectors");
  const auto lists = file.one<uint64_t>();
  file.one<uint64_t>();  // How many lists searches looked into; each says that itself.
  require(lists >= 1 && lists <= 1 << 20, "the lists are too many");
  require(is(file.one<uint32_t>(), "IxFI"), "the centres of the lists are not there");
  auto centres = read_flat(file, &within, static_cast<int64_t>(lists));
  require(file.one<uint8_t>() == 0 && file.one<uint64_t>() == 0, "it has a map that belongs to none of ours");
  require(file.one<uint8_t>() == 1, "its codes are not those of differences from the centres");
  const auto code_bytes = file.one<uint64_t>();
  require(file.one<uint64_t>() == static_cast<uint64_t>(within.d) && file.one<uint64_t>() == code_bytes && file.one<uint64_t>() == 8 && code_bytes >= 1 &&
              code_bytes <= static_cast<uint64_t>(within.d) && within.d % code_bytes == 0,
          "the codes are of another size than the vectors ask for");
  auto centroids = file.many<float>(static_cast<uint64_t>(within.d) * 256, "centres of codes");
  require_finite(centroids.data(), centroids.size(), "a centre holds a number that is not finite");
  auto index = std::make_unique<faiss::IndexIVFPQ>(centres.get(), within.d, lists, code_bytes, 8, faiss::METRIC_INNER_PRODUCT);
  index->own_fields = true;
  centres.release();
  index->ntotal = within.ntotal;
  index->is_trained = true;
  index->pq.centroids = std::move(centroids);
  index->replace_invlists(read_lists(file, *index).release(), true);
  index->precompute_table();
  return index;
}

std::unique_ptr<faiss::IndexScalarQuantizer> read_halves(Source& file, const faiss::Index& within) {
  require(is(file.one<uint32_t>(), "IxSQ"), "the vectors are not there");
  auto halves = std::make_unique<faiss::IndexScalarQuantizer>(within.d, faiss::ScalarQuantizer::QT_fp16, faiss::METRIC_INNER_PRODUCT);
  read_header(file, *halves, &within);
  require(halves->ntotal == within.ntotal, "its parts hold different numbers of vectors");
  require(file.one<int32_t>() == faiss::ScalarQuantizer::QT_fp16, "the vectors are not in half precision");
  file.one<int32_t>();
  file.one<float>();  // Two settings of other precisions.
  require(file.one<uint64_t>() == static_cast<uint64_t>(within.d) && file.one<uint64_t>() == halves->code_size && file.one<uint64_t>() == 0, "the vectors are of another size");
  halves->codes = file.many<uint8_t>(static_cast<uint64_t>(within.ntotal) * halves->code_size, "vectors");
  const auto* bits = reinterpret_cast<const uint16_t*>(halves->codes.data());
  for (size_t i = 0; i < halves->codes.size() / 2; i++) require((bits[i] & 0x7C00) != 0x7C00, "a vector holds a number that is not finite");
  return halves;
}

std::unique_ptr<faiss::Index> read_refined(Source& file) {
  auto refined = std::make_unique<faiss::IndexRefine>();
  read_header(file, *refined, nullptr);
  refined->base_index = read_codes(file, *refined).release();
  refined->own_fields = true;
  refined->refine_index = read_halves(file, *refined).release();
  refined->own_refine_index = true;
  file.one<float>();  // How many more are proposed than asked for; a search says that itself.
  return refined;
}

}  // namespace

std::unique_ptr<faiss::Index> read_checked(const char* path) {
  Source file(path);
  const auto kind = file.one<uint32_t>();
  std::unique_ptr<faiss::Index> index = is(kind, "IxFI")   ? read_flat(file, nullptr, -1)
                                        : is(kind, "IHNf") ? read_graph(file)
                                        : is(kind, "IxRF") ? read_refined(file)
                                                           : nullptr;
  require(index != nullptr, "it is no flat, HNSW or IVF-PQ index");
  require(file.left() == 0, "something follows behind its end");
  return index;
}

}  // namespace autodidact
