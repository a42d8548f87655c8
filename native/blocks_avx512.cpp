// Transformer blocks for processors with AVX512-BF16. Compiled for those alone: nothing in here may run, and no header with
// functions that others share may be included, before the processor was asked.
#include <immintrin.h>
#include <omp.h>

#include <cstdlib>
#include <cstring>

#include "blocks.h"

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

// Functions of single numbers.

inline __m512 exponential(__m512 x) {
  x = _mm512_max_ps(x, _mm512_set1_ps(-87.0f));
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

// Memory of one thread, taken piece by piece.
class Arena {
 public:
  explicit Arena(int64_t bytes) : start_(static_cast<char*>(std::aligned_alloc(64, (bytes + 63) / 64 * 64))), next_(start_) {}
  ~Arena() { std::free(start_); }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  bool empty() const { return start_ == nullptr; }

  template <class T>
  T* take(int64_t count) {
    T* piece = reinterpret_cast<T*>(next_);
    next_ += size<T>(count);
    return piece;
  }

  template <class T>
  static int64_t size(int64_t count) {
    return (count * static_cast<int64_t>(sizeof(T)) + 63) / 64 * 64;
  }

 private:
  char *start_, *next_;
};

struct Sizes {
  int64_t tokens, width, heads, hidden, head, keys, most;  // A head's width, a row of attention, rows of a chunk.

  explicit Sizes(const BlockShape& s) : tokens(s.tokens), width(s.width), heads(s.heads), hidden(s.hidden), head(s.width / s.heads), keys(padded(s.tokens)), most(chunk(s) * s.tokens) {}

  // Sequences that go through together: enough rows that a weight that was fetched is used often, few enough for the cache.
  static int64_t chunk(const BlockShape& s) {
    const int64_t count = (128 + s.tokens / 2) / s.tokens;
    return count < 1 ? 1 : count;
  }
};

// Weights in halves and panels, made once a call and read by all threads.
struct Packed {
  Arena memory;
  Pair *qkv, *proj, *fc1, *fc2;

  static int64_t bytes(const Sizes& z) { return 2 * Arena::size<Half>(z.width * (4 * z.width + 2 * z.hidden)) + 64 * 16; }

  Packed(const Sizes& z, const BlockWeights& w, bool back) : memory(bytes(z) + Arena::size<Half>(3 * z.width * (z.width > z.hidden ? z.width : z.hidden)) + Arena::size<Half>(z.width * z.hidden)) {
    if (memory.empty()) return;
    const int64_t square = z.width * z.width, large = z.width * z.hidden;
    qkv = memory.take<Pair>(3 * square / 2);
    proj = memory.take<Pair>(square / 2);
    fc1 = memory.take<Pair>(large / 2);
    fc2 = memory.take<Pair>(large / 2);
    Half* rows = memory.take<Half>(3 * square > large ? 3 * square : large);
    for (int part = 0; part < 3; part++) convert(w.qkv[part], square, rows + part * square);
    pack(rows, 3 * z.width, z.width, qkv, back);
    convert(w.proj, square, rows);
    pack(rows, z.width, z.width, proj, back);
    convert(w.fc1, large, rows);
    pack(rows, z.hidden, z.width, fc1, back);
    convert(w.fc2, large, rows);
    pack(rows, z.width, z.hidden, fc2, back);
  }

 private:
  static void convert(const float* from, int64_t count, Half* to) {
    for (int64_t i = 0; i < count; i += kLanes) store(to + i, load(from + i));
  }

  static void pack(const Half* rows, int64_t outputs, int64_t inputs, Pair* to, bool back) {
    if (back)
      interleave(rows, inputs, outputs, inputs, to);
    else
      transpose_panels(rows, outputs, inputs, to);
  }
};

// Attention of one head of one sequence.
struct Attention {
  const Sizes& z;
  const Drops& drops;
  Pair *keys, *values;      // [head / 2, keys] and [tokens / 2, head]; on the way back the values lie as the keys do
  float* logits;            // [tokens, keys]
  Half *taken;              // [tokens, keys]
  int32_t* texts;           // [keys]
  int64_t token_pairs;

  Attention(const Sizes& sizes, const Drops& dropped, Arena& memory) : z(sizes), drops(dropped), token_pairs((sizes.tokens + 1) / 2) {
    keys = memory.take<Pair>(z.head / 2 * z.keys);
    values = memory.take<Pair>(padded(z.head) * (z.keys / 2));
    logits = memory.take<float>(z.tokens * z.keys);
    taken = memory.take<Half>((z.tokens + 1) * z.keys);
    texts = memory.take<int32_t>(z.keys);
  }

  static int64_t bytes(const Sizes& z) {
    return Arena::size<Pair>(z.head / 2 * z.keys) + Arena::size<Pair>(padded(z.head) * (z.keys / 2)) + Arena::size<float>(z.tokens * z.keys) + Arena::size<Half>((z.tokens + 1) * z.keys) + Arena::size<int32_t>(z.keys);
  }

  void read_texts(const int64_t* from) const {
    for (int64_t t = 0; t < z.keys; t++) texts[t] = t < z.tokens ? static_cast<int32_t>(from[t]) : -1;
  }

  float scale() const { return 1.0f / __builtin_sqrtf(static_cast<float>(z.head)); }

  // Probabilities into `logits`, and with what is dropped left out into `taken`.
  void weigh(const Half* query, bool separate, uint64_t number) const {
    transpose(query + z.width, 3 * z.width, z.tokens, z.head, keys, z.keys);
    multiply<kSet>(z.tokens, z.keys, z.head / 2, pairs_of(query), 3 * z.width / 2, 1, {keys, z.keys}, logits, z.keys);
    const __m512 lowest = _mm512_set1_ps(-__builtin_inff()), factor = _mm512_set1_ps(scale());
    const Drops::Row dropped = drops.row(kAttention, number);
    for (int64_t q = 0; q < z.tokens; q++) {
      float* row = logits + q * z.keys;
      const __m512i own = _mm512_set1_epi32(separate ? texts[q] : 0);
      __m512 most = lowest;
      for (int64_t k = 0; k < z.keys; k += kLanes) {
        __mmask16 seen = z.tokens - k >= kLanes ? 0xffff : static_cast<__mmask16>((1u << (z.tokens - k)) - 1);
        if (separate) seen = _mm512_mask_cmpeq_epi32_mask(seen, own, _mm512_loadu_si512(texts + k));
        const __m512 x = _mm512_mask_mul_ps(lowest, seen, load(row + k), factor);
        store(row + k, x);
        most = _mm512_max_ps(most, x);
      }
      const __m512 top = _mm512_set1_ps(_mm512_reduce_max_ps(most));
      __m512 sum = _mm512_setzero_ps();
      for (int64_t k = 0; k < z.keys; k += kLanes) {
        const __m512 x = load(row + k);
        const __m512 e = _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(x, lowest, _CMP_GT_OQ), exponential(_mm512_sub_ps(x, top)));
        store(row + k, e);
        sum = _mm512_add_ps(sum, e);
      }
      const __m512 share = _mm512_set1_ps(1.0f / _mm512_reduce_add_ps(sum));
      for (int64_t k = 0; k < z.keys; k += kLanes) {
        const __m512 p = _mm512_mul_ps(load(row + k), share);
        store(row + k, p);
        store(taken + q * z.keys + k, drops.share > 0 ? dropped.keep(p, q * z.keys + k) : p);
      }
    }
  }

  void forward(const Half* query, bool separate, uint64_t number, Half* out) const {
    weigh(query, separate, number);
    rows_in_pairs(query + 2 * z.width, 3 * z.width, z.tokens, z.head, values);
    multiply<kHalves>(z.tokens, z.head, token_pairs, pairs_of(taken), z.keys / 2, 1, {values, z.head}, out, z.width);
  }

  // Without panels.
  static void rows_in_pairs(const Half* from, int64_t stride, int64_t rows, int64_t columns, Pair* to) {
    for (int64_t r = 0; r < rows; r += 2)
      for (int64_t c = 0; c < columns; c += kLanes) {
        const __m512i low = _mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + r * stride + c)));
        const __m512i high = r + 1 < rows ? _mm512_cvtepu16_epi32(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + (r + 1) * stride + c))) : _mm512_setzero_si512();
        _mm512_storeu_si512(to + r / 2 * columns + c, _mm512_or_si512(low, _mm512_slli_epi32(high, 16)));
      }
  }
};

struct AttentionBack : Attention {
  float* gradients;                  // [tokens, keys]: of what is taken
  Half* slopes;                      // [tokens, keys]: of the logits
  Pair *taken_pairs, *slope_pairs, *gradient_pairs, *rows;

  AttentionBack(const Sizes& sizes, const Drops& dropped, Arena& memory) : Attention(sizes, dropped, memory) {
    gradients = memory.take<float>(z.tokens * z.keys);
    slopes = memory.take<Half>((z.tokens + 1) * z.keys);
    taken_pairs = memory.take<Pair>(token_pairs * z.keys);
    slope_pairs = memory.take<Pair>(token_pairs * z.keys);
    gradient_pairs = memory.take<Pair>(token_pairs * z.head);
    rows = memory.take<Pair>(token_pairs * z.head);
  }

  static int64_t bytes(const Sizes& z) {
    const int64_t pairs = (z.tokens + 1) / 2;
    return Attention::bytes(z) + Arena::size<float>(z.tokens * z.keys) + Arena::size<Half>((z.tokens + 1) * z.keys) + 2 * Arena::size<Pair>(pairs * z.keys) + 2 * Arena::size<Pair>(pairs * z.head);
  }

  void backward(const Half* query, bool separate, uint64_t number, const Half* gradient, Half* out) const {
    weigh(query, separate, number);
    // Of what is taken of each value, then of the logits.
    transpose(query + 2 * z.width, 3 * z.width, z.tokens, z.head, keys, z.keys);
    multiply<kSet>(z.tokens, z.keys, z.head / 2, pairs_of(gradient), z.width / 2, 1, {keys, z.keys}, gradients, z.keys);
    const __m512 factor = _mm512_set1_ps(scale());
    const Drops::Row dropped = drops.row(kAttention, number);
    for (int64_t q = 0; q < z.tokens; q++) {
      float* row = gradients + q * z.keys;
      const float* share = logits + q * z.keys;
      __m512 sum = _mm512_setzero_ps();
      for (int64_t k = 0; k < z.keys; k += kLanes) {
        __m512 g = load(row + k);
        if (drops.share > 0) {
          g = dropped.keep(g, q * z.keys + k);
          store(row + k, g);
        }
        sum = _mm512_fmadd_ps(g, load(share + k), sum);
      }
      const __m512 mean = _mm512_set1_ps(_mm512_reduce_add_ps(sum));
      for (int64_t k = 0; k < z.keys; k += kLanes)
        store(slopes + q * z.keys + k, _mm512_mul_ps(_mm512_mul_ps(load(share + k), factor), _mm512_sub_ps(load(row + k), mean)));
    }
    rows_in_pairs(query + z.width, 3 * z.width, z.tokens, z.head, rows);
    multiply<kHalves>(z.tokens, z.head, token_pairs, pairs_of(slopes), z.keys / 2, 1, {rows, z.head}, out, 3 * z.width);
    rows_in_pairs(slopes, z.keys, z.tokens, z.keys, slope_pairs);
    rows_in_pairs(query, 3 * z.width, z.tokens, z.head, rows);
    multiply<kHalves>(z.tokens, z.head, token_pairs, slope_pairs, 1, z.keys, {rows, z.head}, out + z.width, 3 * z.width);
    rows_in_pairs(taken, z.keys, z.tokens, z.keys, taken_pairs);
    rows_in_pairs(gradient, z.width, z.tokens, z.head, gradient_pairs);
    multiply<kHalves>(z.tokens, z.head, token_pairs, taken_pairs, 1, z.keys, {gradient_pairs, z.head}, out + 2 * z.width, 3 * z.width);
  }
};

inline void dropped_branch(const Drops& drops, Place place, int64_t row, const float* branch, const float* bias, const float* around, int64_t width, float* out) {
  const Drops::Row dropped = drops.row(place, row);
  for (int64_t c = 0; c < width; c += kLanes) {
    __m512 v = _mm512_add_ps(load(branch + c), load(bias + c));
    if (drops.share > 0) v = dropped.keep(v, c);
    store(out + c, _mm512_add_ps(v, load(around + c)));
  }
}

inline void dropped_gradient(const Drops& drops, Place place, int64_t row, const float* gradient, int64_t width, Half* out) {
  const Drops::Row dropped = drops.row(place, row);
  for (int64_t c = 0; c < width; c += kLanes) store(out + c, drops.share > 0 ? dropped.keep(load(gradient + c), c) : load(gradient + c));
}

// Which sequences are whose. A thread that the system does not give leaves its share to others.
template <class Work>
bool shared(const BlockShape& s, const Work& work) {
  bool done = true;
#pragma omp parallel num_threads(s.threads) reduction(&& : done)
  for (int32_t part = omp_get_thread_num(); part < s.threads; part += omp_get_num_threads())
    done = work(part, s.sequences * part / s.threads, s.sequences * (part + 1) / s.threads) && done;
  return done;
}

}  // namespace

bool avx512_block_forward(const BlockShape& s, const BlockWeights& w, const int64_t* texts, const float* input, const BlockTrace& trace, float* output) {
  const Sizes z(s);
  const Drops drops{s.dropout, s.seed};
  const Packed packed(z, w, false);
  if (packed.memory.empty()) return false;
  float* biases = static_cast<float*>(std::calloc(3 * z.width, sizeof(float)));
  if (biases == nullptr) return false;
  for (int part = 0; part < 3; part++)
    if (w.qkv_bias[part] != nullptr) std::memcpy(biases + part * z.width, w.qkv_bias[part], z.width * sizeof(float));

  const bool done = shared(s, [&](int32_t, int64_t first, int64_t last) {
    Arena memory(Attention::bytes(z) + Arena::size<Half>(z.most * z.width) + Arena::size<Half>(z.most * 3 * z.width) + Arena::size<Half>(z.most * z.width) + 3 * Arena::size<float>(z.most * z.width) + Arena::size<float>(z.most * z.hidden) + Arena::size<Half>(z.most * z.hidden));
    if (memory.empty()) return false;
    const Attention attention(z, drops, memory);
    Half* in = memory.take<Half>(z.most * z.width);
    Half* own_qkv = memory.take<Half>(z.most * 3 * z.width);
    Half* own_attended = memory.take<Half>(z.most * z.width);
    float* branch = memory.take<float>(z.most * z.width);
    float* own_sum = memory.take<float>(z.most * z.width);
    float* middle = memory.take<float>(z.most * z.width);
    float* wide = memory.take<float>(z.most * z.hidden);
    Half* own_active = memory.take<Half>(z.most * z.hidden);
    const int64_t step = Sizes::chunk(s);
    for (int64_t sequence = first; sequence < last; sequence += step) {
      const int64_t count = (last - sequence < step ? last - sequence : step), rows = count * z.tokens, at = sequence * z.tokens;
      const float* x = input + at * z.width;
      float* y = output + at * z.width;
      Half* qkv = trace.qkv == nullptr ? own_qkv : trace.qkv + at * 3 * z.width;
      Half* attended = trace.attended == nullptr ? own_attended : trace.attended + at * z.width;
      float* sum = trace.sum1 == nullptr ? own_sum : trace.sum1 + at * z.width;
      Half* active = trace.active == nullptr ? own_active : trace.active + at * z.hidden;
      Half* slope = trace.slope == nullptr ? nullptr : trace.slope + at * z.hidden;

      if (s.norms_behind)
        for (int64_t i = 0; i < rows * z.width; i += kLanes) store(in + i, load(x + i));
      else
        for (int64_t r = 0; r < rows; r++) normalize(x + r * z.width, z.width, s.epsilon, w.norm1, w.norm1_bias, in + r * z.width);
      multiply<kHalves>(rows, 3 * z.width, z.width / 2, pairs_of(in), z.width / 2, 1, {packed.qkv, 0}, qkv, 3 * z.width, biases);
      for (int64_t n = 0; n < count; n++) {
        if (texts != nullptr) attention.read_texts(texts + at + n * z.tokens);
        for (int64_t h = 0; h < z.heads; h++)
          attention.forward(qkv + n * z.tokens * 3 * z.width + h * z.head, texts != nullptr, (sequence + n) * z.heads + h, attended + n * z.tokens * z.width + h * z.head);
      }
      multiply<kSet>(rows, z.width, z.width / 2, pairs_of(attended), z.width / 2, 1, {packed.proj, 0}, branch, z.width);
      const float* around = sum;
      for (int64_t r = 0; r < rows; r++) {
        dropped_branch(drops, kProjection, at + r, branch + r * z.width, w.proj_bias, x + r * z.width, z.width, sum + r * z.width);
        if (s.norms_behind)
          normalize(sum + r * z.width, z.width, s.epsilon, w.norm1, w.norm1_bias, in + r * z.width, middle + r * z.width);
        else
          normalize(sum + r * z.width, z.width, s.epsilon, w.norm2, w.norm2_bias, in + r * z.width);
      }
      if (s.norms_behind) around = middle;
      multiply<kSet>(rows, z.hidden, z.width / 2, pairs_of(in), z.width / 2, 1, {packed.fc1, 0}, wide, z.hidden);
      for (int64_t r = 0; r < rows; r++)
        for (int64_t c = 0; c < z.hidden; c += kLanes) {
          __m512 value, derivative;
          gelu(_mm512_add_ps(load(wide + r * z.hidden + c), load(w.fc1_bias + c)), &value, &derivative);
          store(active + r * z.hidden + c, value);
          if (slope != nullptr) store(slope + r * z.hidden + c, derivative);
        }
      multiply<kSet>(rows, z.width, z.hidden / 2, pairs_of(active), z.hidden / 2, 1, {packed.fc2, 0}, branch, z.width);
      float* sum2 = s.norms_behind && trace.sum2 != nullptr ? trace.sum2 + at * z.width : y;
      for (int64_t r = 0; r < rows; r++) {
        dropped_branch(drops, kNetwork, at + r, branch + r * z.width, w.fc2_bias, around + r * z.width, z.width, sum2 + r * z.width);
        if (s.norms_behind) normalize(sum2 + r * z.width, z.width, s.epsilon, w.norm2, w.norm2_bias, y + r * z.width);
      }
    }
    return true;
  });
  std::free(biases);
  return done;
}

bool avx512_block_backward(const BlockShape& s, const BlockWeights& w, const int64_t* texts, const float* input, const BlockTrace& trace, const float* output_gradient, float* input_gradient, const BlockGradients& gradients) {
  const Sizes z(s);
  const Drops drops{s.dropout, s.seed};
  const Packed packed(z, w, true);
  if (packed.memory.empty()) return false;
  // Each thread sums by itself, all gradients behind one another: vectors, then matrices.
  const int64_t square = z.width * z.width, large = z.width * z.hidden;
  const int64_t vectors = 9 * z.width + z.hidden, all = vectors + 4 * square + 2 * large;
  float* sums = static_cast<float*>(std::aligned_alloc(64, Arena::size<float>(all * s.threads)));
  if (sums == nullptr) return false;

  bool done = shared(s, [&](int32_t part, int64_t first, int64_t last) {
    const int64_t pairs_most = (z.most + 1) / 2;
    Arena memory(AttentionBack::bytes(z) + 2 * Arena::size<Half>(z.most * z.width) + Arena::size<Half>(z.most * 3 * z.width) + 3 * Arena::size<float>(z.most * z.width) + Arena::size<float>(z.most * z.hidden) + Arena::size<Half>(z.most * z.hidden) + Arena::size<Pair>(pairs_most * (z.hidden > 3 * z.width ? z.hidden : 3 * z.width)) + Arena::size<Pair>(pairs_most * z.width));
    if (memory.empty()) return false;
    const AttentionBack attention(z, drops, memory);
    Half* in = memory.take<Half>(z.most * z.width);
    Half* half = memory.take<Half>(z.most * z.width);
    Half* qkv_gradient = memory.take<Half>(z.most * 3 * z.width);
    float* first_gradient = memory.take<float>(z.most * z.width);
    float* second_gradient = memory.take<float>(z.most * z.width);
    float* branch = memory.take<float>(z.most * z.width);
    float* wide = memory.take<float>(z.most * z.hidden);
    Half* hidden_gradient = memory.take<Half>(z.most * z.hidden);
    Pair* large_pairs = memory.take<Pair>(pairs_most * (z.hidden > 3 * z.width ? z.hidden : 3 * z.width));
    Pair* small_pairs = memory.take<Pair>(pairs_most * z.width);

    float* sum = sums + part * all;
    std::memset(sum, 0, all * sizeof(float));
    float *norm1 = sum, *norm1_bias = norm1 + z.width, *norm2 = norm1_bias + z.width, *norm2_bias = norm2 + z.width, *proj_bias = norm2_bias + z.width, *fc2_bias = proj_bias + z.width;
    float *qkv_bias = fc2_bias + z.width, *fc1_bias = qkv_bias + 3 * z.width, *qkv_weight = fc1_bias + z.hidden, *proj = qkv_weight + 3 * square, *fc1 = proj + square, *fc2 = fc1 + large;

    const int64_t step = Sizes::chunk(s);
    for (int64_t sequence = first; sequence < last; sequence += step) {
      const int64_t count = (last - sequence < step ? last - sequence : step), rows = count * z.tokens, at = sequence * z.tokens, pairs = (rows + 1) / 2;
      const float *x = input + at * z.width, *dy = output_gradient + at * z.width, *sum1 = trace.sum1 + at * z.width;
      const Half *qkv = trace.qkv + at * 3 * z.width, *attended = trace.attended + at * z.width, *active = trace.active + at * z.hidden, *slope = trace.slope + at * z.hidden;
      float* dx = input_gradient + at * z.width;

      // The MLP. `around` is the gradient that goes around it.
      const float* around = dy;
      if (s.norms_behind) {
        const float* sum2 = trace.sum2 + at * z.width;
        for (int64_t r = 0; r < rows; r++)
          normalize_back(sum2 + r * z.width, z.width, s.epsilon, w.norm2, dy + r * z.width, nullptr, second_gradient + r * z.width, norm2, norm2_bias);
        around = second_gradient;
      }
      for (int64_t r = 0; r < rows; r++) {
        dropped_gradient(drops, kNetwork, at + r, around + r * z.width, z.width, half + r * z.width);
        normalize(sum1 + r * z.width, z.width, s.epsilon, s.norms_behind ? w.norm1 : w.norm2, s.norms_behind ? w.norm1_bias : w.norm2_bias, in + r * z.width);
      }
      add_rows(half, rows, z.width, fc2_bias);
      interleave(half, z.width, rows, z.width, small_pairs);
      interleave(active, z.hidden, rows, z.hidden, large_pairs);
      add_product(z.width, z.hidden, pairs, small_pairs, large_pairs, fc2);
      multiply<kSet>(rows, z.hidden, z.width / 2, pairs_of(half), z.width / 2, 1, {packed.fc2, 0}, wide, z.hidden);
      for (int64_t i = 0; i < rows * z.hidden; i += kLanes) store(hidden_gradient + i, _mm512_mul_ps(load(wide + i), load(slope + i)));
      add_rows(hidden_gradient, rows, z.hidden, fc1_bias);
      interleave(hidden_gradient, z.hidden, rows, z.hidden, large_pairs);
      interleave(in, z.width, rows, z.width, small_pairs);
      add_product(z.hidden, z.width, pairs, large_pairs, small_pairs, fc1);
      multiply<kSet>(rows, z.width, z.hidden / 2, pairs_of(hidden_gradient), z.hidden / 2, 1, {packed.fc1, 0}, branch, z.width);

      // Attention.
      for (int64_t r = 0; r < rows; r++) {
        const int64_t i = r * z.width;
        if (s.norms_behind) {
          for (int64_t c = 0; c < z.width; c += kLanes) store(branch + i + c, _mm512_add_ps(load(branch + i + c), load(around + i + c)));
          normalize_back(sum1 + i, z.width, s.epsilon, w.norm1, branch + i, nullptr, first_gradient + i, norm1, norm1_bias);
          for (int64_t c = 0; c < z.width; c += kLanes) store(in + i + c, load(x + i + c));
        } else {
          normalize_back(sum1 + i, z.width, s.epsilon, w.norm2, branch + i, around + i, first_gradient + i, norm2, norm2_bias);
          normalize(x + i, z.width, s.epsilon, w.norm1, w.norm1_bias, in + i);
        }
        dropped_gradient(drops, kProjection, at + r, first_gradient + i, z.width, half + i);
      }
      add_rows(half, rows, z.width, proj_bias);
      interleave(half, z.width, rows, z.width, small_pairs);
      interleave(attended, z.width, rows, z.width, large_pairs);
      add_product(z.width, z.width, pairs, small_pairs, large_pairs, proj);
      Half* attended_gradient = hidden_gradient;
      multiply<kHalves>(rows, z.width, z.width / 2, pairs_of(half), z.width / 2, 1, {packed.proj, 0}, attended_gradient, z.width);
      for (int64_t n = 0; n < count; n++) {
        if (texts != nullptr) attention.read_texts(texts + at + n * z.tokens);
        for (int64_t h = 0; h < z.heads; h++)
          attention.backward(qkv + n * z.tokens * 3 * z.width + h * z.head, texts != nullptr, (sequence + n) * z.heads + h, attended_gradient + n * z.tokens * z.width + h * z.head, qkv_gradient + n * z.tokens * 3 * z.width + h * z.head);
      }
      add_rows(qkv_gradient, rows, 3 * z.width, qkv_bias);
      interleave(qkv_gradient, 3 * z.width, rows, 3 * z.width, large_pairs);
      interleave(in, z.width, rows, z.width, small_pairs);
      add_product(3 * z.width, z.width, pairs, large_pairs, small_pairs, qkv_weight);
      multiply<kSet>(rows, z.width, 3 * z.width / 2, pairs_of(qkv_gradient), 3 * z.width / 2, 1, {packed.qkv, 0}, branch, z.width);
      for (int64_t r = 0; r < rows; r++) {
        const int64_t i = r * z.width;
        if (s.norms_behind)
          for (int64_t c = 0; c < z.width; c += kLanes) store(dx + i + c, _mm512_add_ps(load(branch + i + c), load(first_gradient + i + c)));
        else
          normalize_back(x + i, z.width, s.epsilon, w.norm1, branch + i, first_gradient + i, dx + i, norm1, norm1_bias);
      }
    }
    return true;
  });

  if (done) {
    const float* at = sums;
    const auto gather = [&](float* to, int64_t count) {
      if (to != nullptr)
        for (int64_t i = 0; i < count; i += kLanes) {
          __m512 sum = load(at + i);
          for (int32_t part = 1; part < s.threads; part++) sum = _mm512_add_ps(sum, load(at + part * all + i));
          store(to + i, sum);
        }
      at += count;
    };
    gather(gradients.norm1, z.width);
    gather(gradients.norm1_bias, z.width);
    gather(gradients.norm2, z.width);
    gather(gradients.norm2_bias, z.width);
    gather(gradients.proj_bias, z.width);
    gather(gradients.fc2_bias, z.width);
    for (float* part : gradients.qkv_bias) gather(part, z.width);
    gather(gradients.fc1_bias, z.hidden);
    for (float* part : gradients.qkv) gather(part, square);
    gather(gradients.proj, square);
    gather(gradients.fc1, large);
    gather(gradients.fc2, large);
  }
  std::free(sums);
  return done;
}

}  // namespace autodidact
