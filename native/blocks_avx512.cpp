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
