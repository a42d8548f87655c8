// Functions of numbers and of rows: exponential, GELU, dropout, norms.
// For processors with AVX512-BF16, and for one file alone.
#pragma once
#include "products.h"

namespace autodidact {
namespace {

// Functions of single numbers.

// Of two of which one is no number, the maximum is the second: that stays.
inline __m512 exponential(__m512 x) {
  x = _mm512_max_ps(_mm512_set1_ps(-87.0f), x);
  const __m512 n = _mm512_roundscale_ps(_mm512_mul_ps(x, _mm512_set1_ps(1.44269504f)), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  __m512 r = _mm512_fnmadd_ps(n, _mm512_set1_ps(0.693359375f), x);
  r = _mm512_fnmadd_ps(n, _mm512_set1_ps(-2.12194440e-4f), r);
  __m512 y = _mm512_set1_ps(1.0f / 120);
  y = _mm512_fmadd_ps(y, r, _mm512_set1_ps(1.0f / 24));
  y = _mm512_fmadd_ps(y, r, _mm512_set1_ps(1.0f / 6));
  y = _mm512_fmadd_ps(y, r, _mm512_set1_ps(0.5f));
  y = _mm512_fmadd_ps(y, r, _mm512_set1_ps(1.0f));
  y = _mm512_fmadd_ps(y, r, _mm512_set1_ps(1.0f));
  return _mm512_scalef_ps(y, n);
}

// x times the normal distribution function, and the derivative of that. The function by Abramowitz and Stegun, 7.1.26.
inline void gelu(__m512 x, __m512* value, __m512* slope) {
  const __m512 one = _mm512_set1_ps(1.0f);
  const __m512 density = exponential(_mm512_mul_ps(_mm512_mul_ps(x, x), _mm512_set1_ps(-0.5f)));
  const __m512 d = _mm512_fmadd_ps(_mm512_abs_ps(x), _mm512_set1_ps(0.3275911f * 0.70710678f), one);
  __m512 t = _mm512_rcp14_ps(d);
  t = _mm512_mul_ps(t, _mm512_fnmadd_ps(d, t, _mm512_set1_ps(2.0f)));
  __m512 y = _mm512_set1_ps(0.5f * 1.061405429f);
  y = _mm512_fmadd_ps(y, t, _mm512_set1_ps(0.5f * -1.453152027f));
  y = _mm512_fmadd_ps(y, t, _mm512_set1_ps(0.5f * 1.421413741f));
  y = _mm512_fmadd_ps(y, t, _mm512_set1_ps(0.5f * -0.284496736f));
  y = _mm512_fmadd_ps(y, t, _mm512_set1_ps(0.5f * 0.254829592f));
  const __m512 tail = _mm512_mul_ps(_mm512_mul_ps(y, t), density);
  const __mmask16 below = _mm512_cmp_ps_mask(x, _mm512_setzero_ps(), _CMP_LT_OQ);
  const __m512 share = _mm512_mask_blend_ps(below, _mm512_sub_ps(one, tail), tail);
  *value = _mm512_mul_ps(x, share);
  *slope = _mm512_fmadd_ps(_mm512_mul_ps(x, density), _mm512_set1_ps(0.39894228f), share);
}

// What is dropped is a function of seed, place in the block, row and column: the way back finds it again.
struct Drops {
  float share;
  uint64_t seed;

  struct Row {
    uint32_t first, second, limit;
    __m512 stretch;

    __m512 keep(__m512 v, int64_t column) const {
      __m512i h = _mm512_add_epi32(_mm512_set1_epi32(static_cast<int>(column)), _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
      h = _mm512_xor_si512(_mm512_mullo_epi32(h, _mm512_set1_epi32(static_cast<int>(0x9E3779B1u))), _mm512_set1_epi32(static_cast<int>(first)));
      h = _mm512_xor_si512(h, _mm512_srli_epi32(h, 16));
      h = _mm512_mullo_epi32(h, _mm512_set1_epi32(0x21f0aaad));
      h = _mm512_add_epi32(_mm512_xor_si512(h, _mm512_srli_epi32(h, 15)), _mm512_set1_epi32(static_cast<int>(second)));
      h = _mm512_mullo_epi32(h, _mm512_set1_epi32(0x735a2d97));
      h = _mm512_xor_si512(h, _mm512_srli_epi32(h, 15));
      return _mm512_maskz_mul_ps(_mm512_cmpge_epu32_mask(h, _mm512_set1_epi32(static_cast<int>(limit))), v, stretch);
    }
  };

  Row row(uint64_t place, uint64_t number) const {
    uint64_t z = seed + place * 0xD1B54A32D192ED03ull + (number + 1) * 0x9E3779B97F4A7C15ull;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    z ^= z >> 31;
    return {static_cast<uint32_t>(z), static_cast<uint32_t>(z >> 32), static_cast<uint32_t>(static_cast<double>(share) * 4294967296.0), _mm512_set1_ps(1.0f / (1.0f - share))};
  }
};

enum Place : uint64_t { kAttention, kProjection, kNetwork };

// Norms.

struct Moments {
  __m512 mean, rate;
};

inline Moments moments(const float* x, int64_t width, float epsilon) {
  __m512 sum = _mm512_setzero_ps(), squares = _mm512_setzero_ps();
  for (int64_t c = 0; c < width; c += kLanes) sum = _mm512_add_ps(sum, load(x + c));
  const __m512 mean = _mm512_set1_ps(_mm512_reduce_add_ps(sum) / static_cast<float>(width));
  for (int64_t c = 0; c < width; c += kLanes) {
    const __m512 d = _mm512_sub_ps(load(x + c), mean);
    squares = _mm512_fmadd_ps(d, d, squares);
  }
  const float variance = _mm512_reduce_add_ps(squares) / static_cast<float>(width);
  return {mean, _mm512_set1_ps(1.0f / __builtin_sqrtf(variance + epsilon))};
}

template <class Out>
inline void normalize(const float* x, int64_t width, float epsilon, const float* scale, const float* shift, Out* out, float* also = nullptr) {
  const Moments m = moments(x, width, epsilon);
  for (int64_t c = 0; c < width; c += kLanes) {
    const __m512 y = _mm512_fmadd_ps(_mm512_mul_ps(_mm512_sub_ps(load(x + c), m.mean), m.rate), load(scale + c), load(shift + c));
    store(out + c, y);
    if (also != nullptr) store(also + c, y);
  }
}

// out = way around + the gradient through the norm; adds those of scale and shift.
inline void normalize_back(const float* x, int64_t width, float epsilon, const float* scale, const float* gradient, const float* around, float* out, float* scale_gradient, float* shift_gradient) {
  const Moments m = moments(x, width, epsilon);
  __m512 sum = _mm512_setzero_ps(), product = _mm512_setzero_ps();
  for (int64_t c = 0; c < width; c += kLanes) {
    const __m512 unit = _mm512_mul_ps(_mm512_sub_ps(load(x + c), m.mean), m.rate), g = load(gradient + c), scaled = _mm512_mul_ps(g, load(scale + c));
    sum = _mm512_add_ps(sum, scaled);
    product = _mm512_fmadd_ps(scaled, unit, product);
    store(scale_gradient + c, _mm512_fmadd_ps(g, unit, load(scale_gradient + c)));
    store(shift_gradient + c, _mm512_add_ps(g, load(shift_gradient + c)));
  }
  const __m512 mean = _mm512_set1_ps(_mm512_reduce_add_ps(sum) / static_cast<float>(width)), slope = _mm512_set1_ps(_mm512_reduce_add_ps(product) / static_cast<float>(width));
  for (int64_t c = 0; c < width; c += kLanes) {
    const __m512 unit = _mm512_mul_ps(_mm512_sub_ps(load(x + c), m.mean), m.rate), scaled = _mm512_mul_ps(load(gradient + c), load(scale + c));
    const __m512 d = _mm512_mul_ps(m.rate, _mm512_sub_ps(_mm512_sub_ps(scaled, mean), _mm512_mul_ps(unit, slope)));
    store(out + c, around == nullptr ? d : _mm512_add_ps(d, load(around + c)));
  }
}

template <class In>
inline void add_rows(const In* from, int64_t rows, int64_t columns, float* sums) {
  for (int64_t c = 0; c < columns; c += kLanes) {
    __m512 sum = load(sums + c);
    for (int64_t r = 0; r < rows; r++) sum = _mm512_add_ps(sum, load(from + r * columns + c));
    store(sums + c, sum);
  }
}

}  // namespace
}  // namespace autodidact
