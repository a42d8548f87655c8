// Products of matrices in half precision, and the orders of memory that they read.
// For processors with AVX512-BF16, and for one file alone.
#pragma once
#include <immintrin.h>

#include "../blocks.h"

namespace autodidact {
namespace {

// Two halves whose products are added together; what one lane of the processor's product takes.
using Pair = uint32_t;

constexpr int64_t kLanes = 16;

inline int64_t padded(int64_t count) { return (count + kLanes - 1) / kLanes * kLanes; }

inline __m512 load(const float* p) { return _mm512_loadu_ps(p); }

inline void store(float* p, __m512 v) { _mm512_storeu_ps(p, v); }

inline __m512 load(const Half* p) {
  return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p))), 16));
}

inline void store(Half* p, __m512 v) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), (__m256i)_mm512_cvtneps_pbh(v)); }

inline const Pair* pairs_of(const Half* p) { return reinterpret_cast<const Pair*>(p); }

// Products of matrices. The right one lies in panels: as many of its columns as a tile has, pair by pair.

// Vectors in the panel that begins at a column; every user of panels cuts them alike.
inline int64_t panel_at(int64_t columns, int64_t column) {
  if (columns % 64 == 0) return 4;
  if (columns % 48 == 0) return 3;
  const int64_t left = (columns - column) / kLanes;
  return left < 4 ? left : 4;
}

enum Mode { kSet, kAdd, kHalves };

template <int M, int V, Mode mode>
inline void tile(int64_t pairs, const Pair* a, int64_t row, int64_t step, const Pair* b, int64_t b_step, void* out, int64_t stride, const float* bias) {
  __m512 sums[M][V];
#pragma GCC unroll 16
  for (int i = 0; i < M; i++)
#pragma GCC unroll 4
    for (int j = 0; j < V; j++) sums[i][j] = _mm512_setzero_ps();
  for (int64_t k = 0; k < pairs; k++, a += step, b += b_step) {
    __m512bh right[V];
#pragma GCC unroll 4
    for (int j = 0; j < V; j++) right[j] = (__m512bh)_mm512_loadu_si512(b + j * kLanes);
#pragma GCC unroll 16
    for (int i = 0; i < M; i++) {
      const __m512bh left = (__m512bh)_mm512_set1_epi32(static_cast<int>(a[i * row]));
#pragma GCC unroll 4
      for (int j = 0; j < V; j++) sums[i][j] = _mm512_dpbf16_ps(sums[i][j], left, right[j]);
    }
  }
#pragma GCC unroll 16
  for (int i = 0; i < M; i++)
#pragma GCC unroll 4
    for (int j = 0; j < V; j++) {
      if (mode == kHalves) {
        const __m512 sum = bias == nullptr ? sums[i][j] : _mm512_add_ps(sums[i][j], load(bias + j * kLanes));
        store(static_cast<Half*>(out) + i * stride + j * kLanes, sum);
      } else {
        float* at = static_cast<float*>(out) + i * stride + j * kLanes;
        store(at, mode == kAdd ? _mm512_add_ps(load(at), sums[i][j]) : sums[i][j]);
      }
    }
}

template <int V, Mode mode>
inline void tiles(int64_t rows, int64_t pairs, const Pair* a, int64_t row, int64_t step, const Pair* b, int64_t b_step, void* out, int64_t stride, const float* bias) {
  constexpr int kMost = V == 4 ? 6 : V == 3 ? 8 : 12;
  const int64_t size = mode == kHalves ? sizeof(Half) : sizeof(float);
  char* at = static_cast<char*>(out);
  int64_t i = 0;
#define ROWS(M)                                                                        \
  for (; i + M <= rows; i += M)                                                        \
    tile<M, V, mode>(pairs, a + i * row, row, step, b, b_step, at + i * stride * size, stride, bias);
  ROWS(kMost)
  if (kMost > 8) ROWS(8)
  ROWS(4)
  ROWS(2)
  ROWS(1)
#undef ROWS
}

struct Right {
  const Pair* data;
  int64_t step;  // From one pair of rows to the next; 0 where it lies in panels.
};

template <Mode mode>
void multiply(int64_t rows, int64_t columns, int64_t pairs, const Pair* a, int64_t row, int64_t step, Right b, void* out, int64_t stride, const float* bias = nullptr) {
  for (int64_t j = 0; j < columns;) {
    const int64_t vectors = panel_at(columns, j), b_step = b.step == 0 ? vectors * kLanes : b.step;
    const Pair* panel = b.data + (b.step == 0 ? j * pairs : j);
    void* at = mode == kHalves ? static_cast<void*>(static_cast<Half*>(out) + j) : static_cast<void*>(static_cast<float*>(out) + j);
    const float* shift = bias == nullptr ? nullptr : bias + j;
    switch (vectors) {
      case 4: tiles<4, mode>(rows, pairs, a, row, step, panel, b_step, at, stride, shift); break;
      case 3: tiles<3, mode>(rows, pairs, a, row, step, panel, b_step, at, stride, shift); break;
      case 2: tiles<2, mode>(rows, pairs, a, row, step, panel, b_step, at, stride, shift); break;
      default: tiles<1, mode>(rows, pairs, a, row, step, panel, b_step, at, stride, shift); break;
    }
    j += vectors * kLanes;
  }
}

// out += left^T right, over rows that lie in pairs; both in panels.
void add_product(int64_t left_columns, int64_t right_columns, int64_t pairs, const Pair* left, const Pair* right, float* out) {
  for (int64_t i = 0; i < left_columns;) {
    const int64_t width = panel_at(left_columns, i) * kLanes;
    multiply<kAdd>(width, right_columns, pairs, left + i * pairs, 1, width, {right, 0}, out + i * right_columns, right_columns);
    i += width;
  }
}

// Pairs of consecutive rows, column by column, into panels; a last row without another is paired with zero.
void interleave(const Half* from, int64_t stride, int64_t rows, int64_t columns, Pair* to) {
  const int64_t pairs = (rows + 1) / 2;
  for (int64_t j = 0; j < columns;) {
    const int64_t width = panel_at(columns, j) * kLanes;
    Pair* panel = to + j * pairs;
    for (int64_t r = 0; r < pairs; r++)
      for (int64_t c = 0; c < width; c += kLanes) {
        const Half* at = from + 2 * r * stride + j + c;
        const __m512i low = _mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(at)));
        const __m512i high = 2 * r + 1 < rows ? _mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + stride))) : _mm512_setzero_si512();
        _mm512_storeu_si512(panel + r * width + c, _mm512_or_si512(low, _mm512_slli_epi32(high, 16)));
      }
    j += width;
  }
}

// 16 rows (or fewer, the rest zero) of pairs to columns.
void transpose16(const Pair* from, int64_t stride, int64_t rows, int64_t pairs, Pair* to, int64_t step) {
  for (int64_t p = 0; p < pairs; p += kLanes) {
    const int64_t count = pairs - p < kLanes ? pairs - p : kLanes;
    const __mmask16 some = static_cast<__mmask16>((1u << count) - 1);
    __m512i r[16], t[16];
    for (int i = 0; i < 16; i++) r[i] = i < rows ? _mm512_maskz_loadu_epi32(some, from + i * stride + p) : _mm512_setzero_si512();
    for (int i = 0; i < 16; i += 2) {
      t[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]);
      t[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]);
    }
    for (int i = 0; i < 16; i += 4) {
      r[i] = _mm512_unpacklo_epi64(t[i], t[i + 2]);
      r[i + 1] = _mm512_unpackhi_epi64(t[i], t[i + 2]);
      r[i + 2] = _mm512_unpacklo_epi64(t[i + 1], t[i + 3]);
      r[i + 3] = _mm512_unpackhi_epi64(t[i + 1], t[i + 3]);
    }
    for (int i = 0; i < 4; i++) {
      t[i] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0x88);
      t[i + 4] = _mm512_shuffle_i32x4(r[i], r[i + 4], 0xdd);
      t[i + 8] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0x88);
      t[i + 12] = _mm512_shuffle_i32x4(r[i + 8], r[i + 12], 0xdd);
    }
    for (int i = 0; i < 4; i++) {
      r[i] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0x88);
      r[i + 4] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0x88);
      r[i + 8] = _mm512_shuffle_i32x4(t[i], t[i + 8], 0xdd);
      r[i + 12] = _mm512_shuffle_i32x4(t[i + 4], t[i + 12], 0xdd);
    }
    for (int64_t i = 0; i < count; i++) _mm512_storeu_si512(to + (p + i) * step, r[i]);
  }
}

// Rows as the columns of a right matrix without panels.
void transpose(const Half* from, int64_t stride, int64_t rows, int64_t columns, Pair* to, int64_t step) {
  for (int64_t r = 0; r < rows; r += kLanes)
    transpose16(pairs_of(from + r * stride), stride / 2, rows - r < kLanes ? rows - r : kLanes, columns / 2, to + r, step);
}

// Rows as the columns of a right matrix in panels; as many as fill vectors.
void transpose_panels(const Half* from, int64_t rows, int64_t columns, Pair* to) {
  const int64_t pairs = columns / 2;
  for (int64_t j = 0; j < rows;) {
    const int64_t width = panel_at(rows, j) * kLanes;
    for (int64_t c = 0; c < width; c += kLanes) transpose16(pairs_of(from + (j + c) * columns), pairs, kLanes, pairs, to + j * pairs + c, width);
    j += width;
  }
}

}  // namespace
}  // namespace autodidact
