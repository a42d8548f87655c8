// The search door: FAISS over plain arrays of float32. No exception crosses the border: a failing call returns a negative
// number and leaves its kind and message in the calling thread's last error.
#include <faiss/IndexFlat.h>
#include <faiss/IndexHNSW.h>
#include <faiss/IndexIVFPQ.h>
#include <faiss/IndexRefine.h>
#include <faiss/impl/AuxIndexStructures.h>
#include <faiss/impl/DistanceComputer.h>
#include <faiss/impl/IDSelector.h>
#include <faiss/utils/Heap.h>
#include <faiss/utils/distances.h>
#include <omp.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "vectors.h"

#define EXPORT extern "C" __attribute__((visibility("default")))

using namespace autodidact;

namespace {

// The numbers of the engine's door, as far as they can occur here.
enum ErrorKind : int32_t { kOther = 1, kOutOfMemory = 3, kArgument = 5, kCancelled = 7, kDamaged = 8 };

struct Cancelled : std::runtime_error {
  Cancelled() : std::runtime_error("cancelled") {}
};

thread_local std::string last_error;
thread_local int32_t last_error_kind;

int32_t fail(ErrorKind kind, std::string message) {
  last_error_kind = kind;
  last_error = std::move(message);
  return -1;
}

template <class Body>
int32_t guarded(Body&& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    return fail(kOutOfMemory, "out of memory");
  } catch (const std::invalid_argument& error) {
    return fail(kArgument, error.what());
  } catch (const std::range_error& error) {
    return fail(kDamaged, error.what());
  } catch (const Cancelled& error) {
    return fail(kCancelled, error.what());
  } catch (const std::exception& error) {
    return fail(kOther, error.what());
  } catch (...) {
    return fail(kOther, "an unknown native error");
  }
}

int32_t copy_text(const std::string& text, char* buffer, int32_t size) {
  if (buffer != nullptr && size > 0) std::memcpy(buffer, text.data(), std::min<size_t>(text.size(), static_cast<size_t>(size)));
  return static_cast<int32_t>(text.size());
}

// omp_set_num_threads is a setting of the calling thread, which libtorch shares; it is put back as it was.
class Threads {
 public:
  explicit Threads(int32_t wanted) : before_(omp_get_max_threads()) {
    if (wanted > 0) omp_set_num_threads(wanted);
  }
  ~Threads() { omp_set_num_threads(before_); }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

 private:
  int before_;
};

// FAISS asks one object of the whole process whether to stop; it asks on the thread that called, which has its own flag here.
thread_local const volatile int32_t* cancel_flag = nullptr;

struct CancelFlag : faiss::InterruptCallback {
  bool want_interrupt() override { return cancel_flag != nullptr && *cancel_flag != 0; }
};

class Cancellable {
 public:
  explicit Cancellable(const volatile int32_t* flag) {
    static std::once_flag once;
    std::call_once(once, [] { faiss::InterruptCallback::instance.reset(new CancelFlag()); });
    cancel_flag = flag;
  }
  ~Cancellable() { cancel_flag = nullptr; }
};

template <class Body>
int32_t cancellable(const volatile int32_t* flag, Body&& body) {
  const Cancellable guard(flag);
  try {
    body();
  } catch (const std::exception&) {
    if (flag != nullptr && *flag != 0) throw Cancelled();
    throw;
  }
  return 0;
}

faiss::Index& index_of(void* handle) {
  if (handle == nullptr) throw std::invalid_argument("there is no index");
  return *static_cast<faiss::Index*>(handle);
}

// What is compared with every vector must be finite: a search that meets NaN finds whatever it likes.
void require_finite(const float* values, int64_t rows, int64_t dimension, const char* what) {
  for (int64_t row = 0; row < rows; row++)
    for (int64_t i = 0; i < dimension; i++)
      if (!std::isfinite(values[row * dimension + i]))
        throw std::invalid_argument(std::string(what) + " " + std::to_string(row) + " holds a number that is not finite");
}

struct Request {
  const float* queries;
  int64_t count, k, effort;
  const faiss::IDSelector* allowed;
  int64_t matching;  // Vectors that are allowed.
};

int64_t count_allowed(const uint8_t* allowed, int64_t bytes, int64_t vectors) {
  if (allowed == nullptr) return vectors;
  int64_t count = 0;
  for (int64_t byte = 0; byte < std::min(bytes, vectors / 8); byte++) count += __builtin_popcount(allowed[byte]);
  if (vectors / 8 < bytes) count += __builtin_popcount(allowed[vectors / 8] & ((1U << (vectors % 8)) - 1));
  return count;
}

// Every vector that is allowed, one after the other.
void search_all(const faiss::Index& storage, const Request& request, float* scores, int64_t* ids) {
  if (const auto* flat = dynamic_cast<const faiss::IndexFlat*>(&storage)) {
    faiss::SearchParameters parameters;
    parameters.sel = const_cast<faiss::IDSelector*>(request.allowed);
    flat->search(request.count, request.queries, request.k, scores, ids, &parameters);
    return;
  }
#pragma omp parallel
  {
    const std::unique_ptr<faiss::DistanceComputer> product(storage.get_distance_computer());
#pragma omp for schedule(dynamic)
    for (int64_t query = 0; query < request.count; query++) {
      product->set_query(request.queries + query * storage.d);
      float* best = scores + query * request.k;
      int64_t* found = ids + query * request.k;
      faiss::minheap_heapify(request.k, best, found);
      for (int64_t row = 0; row < storage.ntotal; row++) {
        if (request.allowed != nullptr && !request.allowed->is_member(row)) continue;
        const float score = (*product)(row);
        if (score > best[0]) faiss::minheap_replace_top(request.k, best, found, score, row);
      }
      faiss::minheap_reorder(request.k, best, found);
    }
  }
}

// A graph's search keeps as many candidates as it is asked for neighbours, so it is asked for `effort` of them. It walks over vectors that are not
// allowed as over others: where one in n is allowed, n times as many candidates hold the neighbours wanted, and twice that hold them all but always.
int64_t candidates_of(const faiss::IndexHNSW& graph, const Request& request) {
  double least = static_cast<double>(request.k);
  if (request.allowed != nullptr) least *= 2 * static_cast<double>(graph.ntotal) / static_cast<double>(request.matching);
  const double wanted = std::max(static_cast<double>(request.effort), std::ceil(least));
  return static_cast<int64_t>(std::min(wanted, static_cast<double>(graph.ntotal)));
}

// Whether a walk, which compares each candidate's neighbours, would compare more vectors than are allowed.
bool is_narrow(const faiss::IndexHNSW& graph, const Request& request) {
  return request.allowed != nullptr && (request.matching == 0 || candidates_of(graph, request) * graph.hnsw.nb_neighbors(0) >= request.matching);
}

void search_graph(const faiss::IndexHNSW& graph, const Request& request, float* scores, int64_t* ids) {
  constexpr int64_t kKept = 1 << 22;  // Candidates of all queries of a block.
  const int64_t wide = candidates_of(graph, request), block = std::clamp<int64_t>(kKept / wide, 1, std::max<int64_t>(request.count, 1));
  faiss::SearchParametersHNSW parameters;
  parameters.efSearch = static_cast<int>(wide);
  parameters.sel = const_cast<faiss::IDSelector*>(request.allowed);
  std::vector<float> wide_scores(block * wide);
  std::vector<int64_t> wide_ids(block * wide);
  for (int64_t first = 0; first < request.count; first += block) {
    const int64_t some = std::min(block, request.count - first);
    graph.search(some, request.queries + first * graph.d, wide, wide_scores.data(), wide_ids.data(), &parameters);
    for (int64_t query = 0; query < some; query++)
      for (int64_t i = 0; i < request.k; i++) {
        const bool there = i < wide && wide_ids[query * wide + i] >= 0;
        scores[(first + query) * request.k + i] = there ? wide_scores[query * wide + i] : 0;
        ids[(first + query) * request.k + i] = there ? wide_ids[query * wide + i] : -1;
      }
  }
}

constexpr int64_t kProposals = 10;  // Vectors that codes propose for each neighbour that is asked for.

// Whether the lists that are looked into hold fewer vectors that are allowed than are to be proposed.
bool is_narrow(const faiss::IndexRefine& index, const Request& request) {
  const double lists = static_cast<double>(dynamic_cast<const faiss::IndexIVF&>(*index.base_index).nlist);
  return request.allowed != nullptr && static_cast<double>(request.effort) < lists &&
         static_cast<double>(request.matching) * static_cast<double>(request.effort) < static_cast<double>(request.k * kProposals) * lists;
}

void search_lists(const faiss::IndexRefine& index, const Request& request, float* scores, int64_t* ids) {
  const auto& lists = dynamic_cast<const faiss::IndexIVF&>(*index.base_index);
  faiss::SearchParametersIVF parameters;
  parameters.nprobe = static_cast<size_t>(std::clamp<int64_t>(request.effort, 1, static_cast<int64_t>(lists.nlist)));
  parameters.sel = const_cast<faiss::IDSelector*>(request.allowed);
  const int64_t wide = std::min<int64_t>(request.k * kProposals, index.ntotal);
  std::vector<float> coarse(request.count * wide);
  std::vector<int64_t> proposed(request.count * wide);
  lists.search(request.count, request.queries, wide, coarse.data(), proposed.data(), &parameters);
#pragma omp parallel
  {
    const std::unique_ptr<faiss::DistanceComputer> product(index.refine_index->get_distance_computer());
#pragma omp for schedule(dynamic)
    for (int64_t query = 0; query < request.count; query++) {
      product->set_query(request.queries + query * index.d);
      float* best = scores + query * request.k;
      int64_t* found = ids + query * request.k;
      faiss::minheap_heapify(request.k, best, found);
      for (int64_t i = query * wide; i < (query + 1) * wide && proposed[i] >= 0; i++) {
        const float score = (*product)(proposed[i]);
        if (score > best[0]) faiss::minheap_replace_top(request.k, best, found, score, proposed[i]);
      }
      faiss::minheap_reorder(request.k, best, found);
    }
  }
}

}  // namespace

EXPORT int32_t autodidact_search_version(char* buffer, int32_t size) {
  return copy_text(std::to_string(FAISS_VERSION_MAJOR) + "." + std::to_string(FAISS_VERSION_MINOR) + "." + std::to_string(FAISS_VERSION_PATCH),
                   buffer, size);
}

EXPORT int32_t autodidact_search_last_error(char* buffer, int32_t size) { return copy_text(last_error, buffer, size); }

EXPORT int32_t autodidact_search_last_error_kind() { return last_error_kind; }

/// The k vectors with the largest inner product with each query, best first.
/// queries [query_count, dimension], vectors [vector_count, dimension], scores and ids [query_count, k], all row-major.
EXPORT int32_t autodidact_search_inner_product(const float* queries, const float* vectors, int64_t dimension, int64_t query_count,
                                               int64_t vector_count, int64_t k, int32_t threads, float* scores, int64_t* ids) {
  return guarded([&] {
    if (dimension < 1 || query_count < 0 || k < 1 || k > vector_count)
      throw std::invalid_argument("inner product search: dimension " + std::to_string(dimension) + ", " + std::to_string(query_count) +
                                  " queries, " + std::to_string(vector_count) + " vectors and k " + std::to_string(k) + " do not fit");
    if (queries == nullptr || vectors == nullptr || scores == nullptr || ids == nullptr) {
      if (query_count == 0) return 0;
      throw std::invalid_argument("inner product search: an array is missing");
    }
    const Threads guard(threads);
    faiss::knn_inner_product(queries, vectors, static_cast<size_t>(dimension), static_cast<size_t>(query_count),
                             static_cast<size_t>(vector_count), static_cast<size_t>(k), scores, ids);
    return 0;
  });
}

EXPORT int32_t autodidact_index_create(const IndexShape* shape, void** index) {
  return guarded([&] {
    *index = make_index(*shape).release();
    return 0;
  });
}

EXPORT void autodidact_index_release(void* index) { delete static_cast<faiss::Index*>(index); }

EXPORT int32_t autodidact_index_shape(void* index, IndexShape* shape) {
  return guarded([&] {
    *shape = shape_of(index_of(index));
    return 0;
  });
}

/// Learns from vectors [count, dimension] how to divide and code them. Kinds that need not learn take no notice.
EXPORT int32_t autodidact_index_train(void* index, const float* vectors, int64_t count, int32_t threads, const volatile int32_t* cancel) {
  return guarded([&] {
    faiss::Index& trained = index_of(index);
    const IndexShape shape = shape_of(trained);
    const int64_t least = shape.kind == kIvfPq ? std::max(256, shape.lists) : 0;  // A vector for each centre; a code has 256 of them.
    if (count < least) throw std::invalid_argument("an index of " + std::to_string(shape.lists) + " lists learns from at least " + std::to_string(least) + " vectors, not " + std::to_string(count));
    require_finite(vectors, count, trained.d, "training vector");
    const Threads guard(threads);
    return cancellable(cancel, [&] { trained.train(count, vectors); });
  });
}

/// Adds vectors [count, dimension] behind those that are there. A call that is cancelled may leave the index unusable.
EXPORT int32_t autodidact_index_add(void* index, const float* vectors, int64_t count, int32_t threads, const volatile int32_t* cancel) {
  return guarded([&] {
    faiss::Index& grown = index_of(index);
    if (count < 0 || grown.ntotal + count > INT32_MAX) throw std::invalid_argument("an index holds at most 2,147,483,647 vectors");
    if (!grown.is_trained) throw std::invalid_argument("the index has to be trained before vectors are added");
    require_finite(vectors, count, grown.d, "vector");
    const Threads guard(threads);
    // The layers that new vectors reach follow from how many there are, so that an index that was read grows like one that was kept.
    if (auto* graph = dynamic_cast<faiss::IndexHNSW*>(&grown)) graph->hnsw.rng = faiss::RandomGenerator(12345 + grown.ntotal);
    return cancellable(cancel, [&] { grown.add(count, vectors); });
  });
}

/// The k vectors with the largest inner product with each query, best first, among those whose bit is set in `allowed` (all, where that is null).
/// effort 0 looks at every vector, and so does a search that lets so few be found that this is quicker. Where fewer are found, ids end in -1. queries [count, dimension], scores and ids [count, k], row-major.
EXPORT int32_t autodidact_index_search(void* index, const float* queries, int64_t count, int64_t k, int64_t effort, const uint8_t* allowed,
                                       int64_t allowed_bytes, int32_t threads, float* scores, int64_t* ids) {
  return guarded([&] {
    const faiss::Index& searched = index_of(index);
    if (count < 0 || k < 1 || effort < 0) throw std::invalid_argument("a search needs k of at least 1, and no negative number");
    require_finite(queries, count, searched.d, "query");
    const Threads guard(threads);
    const faiss::IDSelectorBitmap bits(static_cast<size_t>(allowed_bytes), allowed);
    const Request request{queries, count, k, effort, allowed == nullptr ? nullptr : &bits, count_allowed(allowed, allowed_bytes, searched.ntotal)};
    if (searched.ntotal == 0) {
      std::fill_n(ids, count * k, -1);
      std::fill_n(scores, count * k, 0.0F);
      return 0;
    }
    const auto* graph = dynamic_cast<const faiss::IndexHNSW*>(&searched);
    const auto* lists = dynamic_cast<const faiss::IndexRefine*>(&searched);
    if (graph != nullptr && effort > 0 && !is_narrow(*graph, request)) search_graph(*graph, request, scores, ids);
    else if (lists != nullptr && effort > 0 && !is_narrow(*lists, request)) search_lists(*lists, request, scores, ids);
    else search_all(graph != nullptr ? *graph->storage : lists != nullptr ? *lists->refine_index : searched, request, scores, ids);
    return 0;
  });
}

/// The vectors of some numbers, [count, dimension], as exactly as the index keeps them.
EXPORT int32_t autodidact_index_reconstruct(void* index, const int64_t* rows, int64_t count, float* vectors) {
  return guarded([&] {
    const faiss::Index& kept = index_of(index);
    for (int64_t i = 0; i < count; i++) {
      if (rows[i] < 0 || rows[i] >= kept.ntotal)
        throw std::invalid_argument("there is no vector " + std::to_string(rows[i]) + " among " + std::to_string(kept.ntotal));
      kept.reconstruct(rows[i], vectors + i * kept.d);
    }
    return 0;
  });
}

EXPORT int32_t autodidact_index_write(void* index, const char* path) {
  return guarded([&] {
    write_flushed(index_of(index), path);
    return 0;
  });
}

EXPORT int32_t autodidact_index_read(const char* path, void** index) {
  return guarded([&] {
    *index = read_checked(path).release();
    return 0;
  });
}
