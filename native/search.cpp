// The search door: FAISS over plain arrays of float32. No exception crosses the border: a failing call returns a negative
// number and leaves its message in the calling thread's last error.
#include <faiss/Index.h>
#include <faiss/utils/distances.h>
#include <omp.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

thread_local std::string last_error;

template <class Body>
int32_t guarded(Body&& body) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    last_error = "out of memory";
  } catch (const std::exception& error) {
    last_error = error.what();
  } catch (...) {
    last_error = "an unknown native error";
  }
  return -1;
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

}  // namespace

EXPORT int32_t autodidact_search_version(char* buffer, int32_t size) {
  return copy_text(std::to_string(FAISS_VERSION_MAJOR) + "." + std::to_string(FAISS_VERSION_MINOR) + "." + std::to_string(FAISS_VERSION_PATCH),
                   buffer, size);
}

EXPORT int32_t autodidact_search_last_error(char* buffer, int32_t size) { return copy_text(last_error, buffer, size); }

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
