// Transformer blocks for processors with AVX512-BF16. Compiled for those alone: nothing in here may run, and no header with
// functions that others share may be included, before the processor was asked.
#include <omp.h>

#include <cstdlib>
#include <cstring>

#include "avx512/attention.h"
#include "blocks.h"

namespace autodidact {
namespace {

// Weights in halves and panels, made once a call and read by all threads.
struct Packed {
  Pair *qkv, *proj, *fc1, *fc2;
  Half* rows;

  Packed(const Sizes& z, Arena& memory) {
    const int64_t square = z.width * z.width, large = z.width * z.hidden;
    qkv = memory.take<Pair>(3 * square / 2);
    proj = memory.take<Pair>(square / 2);
    fc1 = memory.take<Pair>(large / 2);
    fc2 = memory.take<Pair>(large / 2);
    rows = memory.take<Half>(3 * square > large ? 3 * square : large);
  }

  void fill(const Sizes& z, const BlockWeights& w, bool back) const {
    const int64_t square = z.width * z.width, large = z.width * z.hidden;
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

// What a thread works in on the way there: rows of a chunk.
struct There {
  Attention attention;
  Half *in, *qkv, *attended, *active;
  float *branch, *sum, *middle, *wide;

  There(const Sizes& z, const Drops& drops, Arena& memory) : attention(z, drops, memory) {
    in = memory.take<Half>(z.most * z.width);
    qkv = memory.take<Half>(z.most * 3 * z.width);
    attended = memory.take<Half>(z.most * z.width);
    active = memory.take<Half>(z.most * z.hidden);
    branch = memory.take<float>(z.most * z.width);
    sum = memory.take<float>(z.most * z.width);
    middle = memory.take<float>(z.most * z.width);
    wide = memory.take<float>(z.most * z.hidden);
  }
};

// The same on the way back.
struct Back {
  AttentionBack attention;
  Half *in, *half, *qkv_gradient, *hidden_gradient, *attended_gradient;
  float *first_gradient, *second_gradient, *branch, *wide;
  Pair *large_pairs, *small_pairs;

  Back(const Sizes& z, const Drops& drops, Arena& memory) : attention(z, drops, memory) {
    const int64_t pairs = (z.most + 1) / 2;
    in = memory.take<Half>(z.most * z.width);
    half = memory.take<Half>(z.most * z.width);
    qkv_gradient = memory.take<Half>(z.most * 3 * z.width);
    hidden_gradient = memory.take<Half>(z.most * z.hidden);
    attended_gradient = memory.take<Half>(z.most * z.width);
    first_gradient = memory.take<float>(z.most * z.width);
    second_gradient = memory.take<float>(z.most * z.width);
    branch = memory.take<float>(z.most * z.width);
    wide = memory.take<float>(z.most * z.hidden);
    large_pairs = memory.take<Pair>(pairs * (z.hidden > 3 * z.width ? z.hidden : 3 * z.width));
    small_pairs = memory.take<Pair>(pairs * z.width);
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
  Arena panels(bytes_of<Packed>(z));
  if (panels.empty()) return false;
  const Packed packed(z, panels);
  packed.fill(z, w, false);
  float* biases = static_cast<float*>(std::calloc(3 * z.width, sizeof(float)));
  if (biases == nullptr) return false;
  for (int part = 0; part < 3; part++)
    if (w.qkv_bias[part] != nullptr) std::memcpy(biases + part * z.width, w.qkv_bias[part], z.width * sizeof(float));

  const bool done = shared(s, [&](int32_t, int64_t first, int64_t last) {
    Arena memory(bytes_of<There>(z, drops));
    if (memory.empty()) return false;
    const There m(z, drops, memory);
    const int64_t step = Sizes::chunk(s);
    for (int64_t sequence = first; sequence < last; sequence += step) {
      const int64_t count = (last - sequence < step ? last - sequence : step), rows = count * z.tokens, at = sequence * z.tokens;
      const float* x = input + at * z.width;
      float* y = output + at * z.width;
      Half* qkv = trace.qkv == nullptr ? m.qkv : trace.qkv + at * 3 * z.width;
      Half* attended = trace.attended == nullptr ? m.attended : trace.attended + at * z.width;
      float* sum = trace.sum1 == nullptr ? m.sum : trace.sum1 + at * z.width;
      Half* active = trace.active == nullptr ? m.active : trace.active + at * z.hidden;
      Half* slope = trace.slope == nullptr ? nullptr : trace.slope + at * z.hidden;

      if (s.norms_behind)
        for (int64_t i = 0; i < rows * z.width; i += kLanes) store(m.in + i, load(x + i));
      else
        for (int64_t r = 0; r < rows; r++) normalize(x + r * z.width, z.width, s.epsilon, w.norm1, w.norm1_bias, m.in + r * z.width);
      multiply<kHalves>(rows, 3 * z.width, z.width / 2, pairs_of(m.in), z.width / 2, 1, {packed.qkv, 0}, qkv, 3 * z.width, biases);
      for (int64_t n = 0; n < count; n++) {
        if (texts != nullptr) m.attention.read_texts(texts + at + n * z.tokens);
        for (int64_t h = 0; h < z.heads; h++)
          m.attention.forward(qkv + n * z.tokens * 3 * z.width + h * z.head, texts != nullptr, (sequence + n) * z.heads + h, attended + n * z.tokens * z.width + h * z.head);
      }
      multiply<kSet>(rows, z.width, z.width / 2, pairs_of(attended), z.width / 2, 1, {packed.proj, 0}, m.branch, z.width);
      const float* around = sum;
      for (int64_t r = 0; r < rows; r++) {
        dropped_branch(drops, kProjection, at + r, m.branch + r * z.width, w.proj_bias, x + r * z.width, z.width, sum + r * z.width);
        if (s.norms_behind)
          normalize(sum + r * z.width, z.width, s.epsilon, w.norm1, w.norm1_bias, m.in + r * z.width, m.middle + r * z.width);
        else
          normalize(sum + r * z.width, z.width, s.epsilon, w.norm2, w.norm2_bias, m.in + r * z.width);
      }
      if (s.norms_behind) around = m.middle;
      multiply<kSet>(rows, z.hidden, z.width / 2, pairs_of(m.in), z.width / 2, 1, {packed.fc1, 0}, m.wide, z.hidden);
      for (int64_t r = 0; r < rows; r++)
        for (int64_t c = 0; c < z.hidden; c += kLanes) {
          __m512 value, derivative;
          gelu(_mm512_add_ps(load(m.wide + r * z.hidden + c), load(w.fc1_bias + c)), &value, &derivative);
          store(active + r * z.hidden + c, value);
          if (slope != nullptr) store(slope + r * z.hidden + c, derivative);
        }
      multiply<kSet>(rows, z.width, z.hidden / 2, pairs_of(active), z.hidden / 2, 1, {packed.fc2, 0}, m.branch, z.width);
      float* sum2 = s.norms_behind && trace.sum2 != nullptr ? trace.sum2 + at * z.width : y;
      for (int64_t r = 0; r < rows; r++) {
        dropped_branch(drops, kNetwork, at + r, m.branch + r * z.width, w.fc2_bias, around + r * z.width, z.width, sum2 + r * z.width);
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
  Arena panels(bytes_of<Packed>(z));
  if (panels.empty()) return false;
  const Packed packed(z, panels);
  packed.fill(z, w, true);
  // Each thread sums by itself, all gradients behind one another: vectors, then matrices.
  const int64_t square = z.width * z.width, large = z.width * z.hidden;
  const int64_t vectors = 9 * z.width + z.hidden, all = vectors + 4 * square + 2 * large;
  float* sums = static_cast<float*>(std::aligned_alloc(64, (all * s.threads * static_cast<int64_t>(sizeof(float)) + 63) / 64 * 64));
  if (sums == nullptr) return false;

  bool done = shared(s, [&](int32_t part, int64_t first, int64_t last) {
    Arena memory(bytes_of<Back>(z, drops));
    if (memory.empty()) return false;
    const Back m(z, drops, memory);

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
          normalize_back(sum2 + r * z.width, z.width, s.epsilon, w.norm2, dy + r * z.width, nullptr, m.second_gradient + r * z.width, norm2, norm2_bias);
        around = m.second_gradient;
      }
      for (int64_t r = 0; r < rows; r++) {
        dropped_gradient(drops, kNetwork, at + r, around + r * z.width, z.width, m.half + r * z.width);
        normalize(sum1 + r * z.width, z.width, s.epsilon, s.norms_behind ? w.norm1 : w.norm2, s.norms_behind ? w.norm1_bias : w.norm2_bias, m.in + r * z.width);
      }
      add_rows(m.half, rows, z.width, fc2_bias);
      interleave(m.half, z.width, rows, z.width, m.small_pairs);
      interleave(active, z.hidden, rows, z.hidden, m.large_pairs);
      add_product(z.width, z.hidden, pairs, m.small_pairs, m.large_pairs, fc2);
      multiply<kSet>(rows, z.hidden, z.width / 2, pairs_of(m.half), z.width / 2, 1, {packed.fc2, 0}, m.wide, z.hidden);
      for (int64_t i = 0; i < rows * z.hidden; i += kLanes) store(m.hidden_gradient + i, _mm512_mul_ps(load(m.wide + i), load(slope + i)));
      add_rows(m.hidden_gradient, rows, z.hidden, fc1_bias);
      interleave(m.hidden_gradient, z.hidden, rows, z.hidden, m.large_pairs);
      interleave(m.in, z.width, rows, z.width, m.small_pairs);
      add_product(z.hidden, z.width, pairs, m.large_pairs, m.small_pairs, fc1);
      multiply<kSet>(rows, z.width, z.hidden / 2, pairs_of(m.hidden_gradient), z.hidden / 2, 1, {packed.fc1, 0}, m.branch, z.width);

      // Attention.
      for (int64_t r = 0; r < rows; r++) {
        const int64_t i = r * z.width;
        if (s.norms_behind) {
          for (int64_t c = 0; c < z.width; c += kLanes) store(m.branch + i + c, _mm512_add_ps(load(m.branch + i + c), load(around + i + c)));
          normalize_back(sum1 + i, z.width, s.epsilon, w.norm1, m.branch + i, nullptr, m.first_gradient + i, norm1, norm1_bias);
          for (int64_t c = 0; c < z.width; c += kLanes) store(m.in + i + c, load(x + i + c));
        } else {
          normalize_back(sum1 + i, z.width, s.epsilon, w.norm2, m.branch + i, around + i, m.first_gradient + i, norm2, norm2_bias);
          normalize(x + i, z.width, s.epsilon, w.norm1, w.norm1_bias, m.in + i);
        }
        dropped_gradient(drops, kProjection, at + r, m.first_gradient + i, z.width, m.half + i);
      }
      add_rows(m.half, rows, z.width, proj_bias);
      interleave(m.half, z.width, rows, z.width, m.small_pairs);
      interleave(attended, z.width, rows, z.width, m.large_pairs);
      add_product(z.width, z.width, pairs, m.small_pairs, m.large_pairs, proj);
      multiply<kHalves>(rows, z.width, z.width / 2, pairs_of(m.half), z.width / 2, 1, {packed.proj, 0}, m.attended_gradient, z.width);
      for (int64_t n = 0; n < count; n++) {
        if (texts != nullptr) m.attention.read_texts(texts + at + n * z.tokens);
        for (int64_t h = 0; h < z.heads; h++)
          m.attention.backward(qkv + n * z.tokens * 3 * z.width + h * z.head, texts != nullptr, (sequence + n) * z.heads + h, m.attended_gradient + n * z.tokens * z.width + h * z.head, m.qkv_gradient + n * z.tokens * 3 * z.width + h * z.head);
      }
      add_rows(m.qkv_gradient, rows, 3 * z.width, qkv_bias);
      interleave(m.qkv_gradient, 3 * z.width, rows, 3 * z.width, m.large_pairs);
      interleave(m.in, z.width, rows, z.width, m.small_pairs);
      add_product(3 * z.width, z.width, pairs, m.large_pairs, m.small_pairs, qkv_weight);
      multiply<kSet>(rows, z.width, 3 * z.width / 2, pairs_of(m.qkv_gradient), 3 * z.width / 2, 1, {packed.qkv, 0}, m.branch, z.width);
      for (int64_t r = 0; r < rows; r++) {
        const int64_t i = r * z.width;
        if (s.norms_behind)
          for (int64_t c = 0; c < z.width; c += kLanes) store(dx + i + c, _mm512_add_ps(load(m.branch + i + c), load(m.first_gradient + i + c)));
        else
          normalize_back(x + i, z.width, s.epsilon, w.norm1, m.branch + i, m.first_gradient + i, dx + i, norm1, norm1_bias);
      }
    }
    return true;
  });

  if (done) {
    const float* at = sums;
    const auto gather = [&](float* to, int64_t count) {
      if (to != nullptr) {
#pragma omp parallel for num_threads(s.threads) if (count > 4096)
        for (int64_t i = 0; i < count; i += kLanes) {
          __m512 sum = load(at + i);
          for (int32_t part = 1; part < s.threads; part++) sum = _mm512_add_ps(sum, load(at + part * all + i));
          store(to + i, sum);
        }
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
