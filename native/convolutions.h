// Convolutions of networks that do not learn any more, in single precision over channels-last pictures: weights are put in order once, and what follows a convolution
// (bias, a sum with another picture, rectification) happens while its results are in registers. Plain memory in and out; nothing here knows tensors.
#pragma once
#include <cstdint>

namespace autodidact {

struct ConvolutionShape {
  int64_t inputs, outputs, rows, columns, stride, padding;  // Rows and columns of the kernel.
};

// Every file has its own of these: one that was compiled for a processor must not stand in for another's.
static inline int64_t out_size(const ConvolutionShape& shape, int64_t size, int64_t kernel) { return (size + 2 * shape.padding - kernel) / shape.stride + 1; }

// Kernels of 3 x 3 that move by one pixel take fewer products where four results are computed together.
static inline bool is_winograd(const ConvolutionShape& shape) {
  return shape.rows == 3 && shape.columns == 3 && shape.stride == 1 && shape.padding == 1 && shape.inputs % 16 == 0 && shape.inputs <= 4096;
}

static inline int64_t packed_size(const ConvolutionShape& shape) { return (is_winograd(shape) ? 16 : shape.rows * shape.columns) * shape.inputs * shape.outputs; }

struct ConvolutionPictures {
  int64_t count, height, width;
  const float *input, *added;  // [count, height, width, inputs]; added is [count, height', width', outputs] or null.
  float* output;
  bool rectified;
  int32_t threads;
};

/// What a processor has for them.
struct ConvolutionKernels {
  int64_t lanes;  // Outputs must be a multiple of this.
  /// [outputs, inputs, rows, columns] into the order that `run` reads.
  void (*pack)(const ConvolutionShape& shape, const float* weight, float* packed);
  /// False when there is no memory.
  bool (*run)(const ConvolutionShape& shape, const float* packed, const float* bias, const ConvolutionPictures& pictures);
};

extern const ConvolutionKernels avx512_convolutions, avx2_convolutions;

}  // namespace autodidact
