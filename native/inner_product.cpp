// What FAISS calls for one inner product, in place of its own: distributions build FAISS for any x86-64 processor, and it then adds number
// by number. The linker leads calls of faiss::fvec_inner_product here (--wrap). Graphs are built and searched two to three times as fast.
#include <immintrin.h>

#include <cstddef>

extern "C" {
float __real__ZN5faiss18fvec_inner_productEPKfS1_m(const float* left, const float* right, size_t length);
float __wrap__ZN5faiss18fvec_inner_productEPKfS1_m(const float* left, const float* right, size_t length);
}

namespace {

__attribute__((target("avx512f"))) float product_avx512(const float* left, const float* right, size_t length) {
  __m512 even = _mm512_setzero_ps(), odd = even;
  size_t i = 0;
  for (; i + 32 <= length; i += 32) {
    even = _mm512_fmadd_ps(_mm512_loadu_ps(left + i), _mm512_loadu_ps(right + i), even);
    odd = _mm512_fmadd_ps(_mm512_loadu_ps(left + i + 16), _mm512_loadu_ps(right + i + 16), odd);
  }
  for (; i < length; i += 16) {
    const auto mask = static_cast<__mmask16>(length - i >= 16 ? 0xFFFF : (1U << (length - i)) - 1);
    even = _mm512_fmadd_ps(_mm512_maskz_loadu_ps(mask, left + i), _mm512_maskz_loadu_ps(mask, right + i), even);
  }
  return _mm512_reduce_add_ps(_mm512_add_ps(even, odd));
}

__attribute__((target("avx2,fma"))) float product_avx2(const float* left, const float* right, size_t length) {
  __m256 even = _mm256_setzero_ps(), odd = even;
  size_t i = 0;
  for (; i + 16 <= length; i += 16) {
    even = _mm256_fmadd_ps(_mm256_loadu_ps(left + i), _mm256_loadu_ps(right + i), even);
    odd = _mm256_fmadd_ps(_mm256_loadu_ps(left + i + 8), _mm256_loadu_ps(right + i + 8), odd);
  }
  alignas(32) float lanes[8];
  _mm256_store_ps(lanes, _mm256_add_ps(even, odd));
  float sum = ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
  for (; i < length; i++) sum += left[i] * right[i];
  return sum;
}

using Product = float (*)(const float*, const float*, size_t);

Product fastest() {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) return product_avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return product_avx2;
  return __real__ZN5faiss18fvec_inner_productEPKfS1_m;
}

const Product product = fastest();

}  // namespace

float __wrap__ZN5faiss18fvec_inner_productEPKfS1_m(const float* left, const float* right, size_t length) { return product(left, right, length); }
