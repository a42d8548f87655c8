// Attention of a head, there and back, and the memory that a thread works in.
// For processors with AVX512-BF16, and for one file alone.
#pragma once
#include <cstdlib>

#include "functions.h"

namespace autodidact {
namespace {

// Memory of one thread, taken piece by piece.
class Arena {
 public:
  // Without memory: measures what is taken.
  Arena() = default;
  explicit Arena(int64_t bytes) : start_(std::aligned_alloc(64, bytes)) {}
  ~Arena() { std::free(start_); }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  bool empty() const { return start_ == nullptr; }

  template <class T>
  T* take(int64_t count) {
    const int64_t piece = taken_;
    taken_ += (count * static_cast<int64_t>(sizeof(T)) + 63) / 64 * 64;
    return start_ == nullptr ? nullptr : reinterpret_cast<T*>(static_cast<char*>(start_) + piece);
  }

  int64_t taken() const { return taken_; }

 private:
  void* start_ = nullptr;
  int64_t taken_ = 0;
};

// Pieces that a type takes when it is made of memory, in bytes.
template <class Pieces, class... Given>
int64_t bytes_of(const Given&... given) {
  Arena measure;
  Pieces pieces(given..., measure);
  return measure.taken();
}

struct Sizes {
  int64_t tokens, width, heads, hidden, head, keys, most;  // A head's width, a row of attention, rows of a chunk.

  explicit Sizes(const BlockShape& s) : tokens(s.tokens), width(s.width), heads(s.heads), hidden(s.hidden), head(s.width / s.heads), keys(padded(s.tokens)), most(chunk(s) * s.tokens) {}

  // Sequences that go through together: enough rows that a weight that was fetched is used often, few enough for the cache.
  static int64_t chunk(const BlockShape& s) {
    const int64_t count = (128 + s.tokens / 2) / s.tokens;
    return count < 1 ? 1 : count;
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
        const __m512 e = _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(x, lowest, _CMP_NLE_UQ), exponential(_mm512_sub_ps(x, top)));
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

}  // namespace
}  // namespace autodidact
