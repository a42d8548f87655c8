// One block of a transformer (attention, then an MLP, each beside a path around it) in half precision, whole: a few sequences at
// a time go through all of it while they lie in the cache. Plain memory in and out; nothing here knows tensors.
#pragma once
#include <cstdint>

namespace autodidact {

using Half = uint16_t;  // Bits of a bfloat16.

struct BlockShape {
  int64_t sequences, tokens, width, heads, hidden;
  float epsilon;
  float dropout;      // Behind both branches and within attention; 0 for none.
  uint64_t seed;      // Decides what is dropped.
  bool norms_behind;  // Norms behind each branch's sum (BERT), else before each branch.
  int32_t threads;
};

// Single precision; matrices as [outputs, inputs]. Query, key and value are [width, width] each. Biases of these may be null.
struct BlockWeights {
  const float *norm1, *norm1_bias, *qkv[3], *qkv_bias[3], *proj, *proj_bias, *norm2, *norm2_bias, *fc1, *fc1_bias, *fc2, *fc2_bias;
};

// Gradients of the same shapes; all are overwritten.
struct BlockGradients {
  float *norm1, *norm1_bias, *qkv[3], *qkv_bias[3], *proj, *proj_bias, *norm2, *norm2_bias, *fc1, *fc1_bias, *fc2, *fc2_bias;
};

// What the way back needs of the way there, a row a token. `sum2` only with norms behind; null pointers keep nothing.
struct BlockTrace {
  Half *qkv, *attended;  // [rows, 3 * width], [rows, width]
  float *sum1, *sum2;    // [rows, width]: before the norms
  Half *active, *slope;  // [rows, hidden]: GELU and its derivative
};

/// What processors with AVX512-BF16 run; the sizes are multiples of 16. `texts` ([rows], null for none): tokens attend to those
/// with the same number in their sequence. False when there is no memory.
bool avx512_block_forward(const BlockShape& shape, const BlockWeights& weights, const int64_t* texts, const float* input, const BlockTrace& trace, float* output);

bool avx512_block_backward(const BlockShape& shape, const BlockWeights& weights, const int64_t* texts, const float* input, const BlockTrace& trace,
                           const float* output_gradient, float* input_gradient, const BlockGradients& gradients);

}  // namespace autodidact
