// Convolutions of networks that do not learn any more.
#include "convolutions.h"

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include <cstdlib>
#include <memory>

#include "door.h"

using namespace autodidact;

namespace {

const ConvolutionKernels* kernels() {
#if defined(AUTODIDACT_AVX2_CONVOLUTIONS)
  static const ConvolutionKernels* const found = []() -> const ConvolutionKernels* {
    __builtin_cpu_init();
    // To try the kernels of smaller processors on larger ones.
    const char* wanted = std::getenv("AUTODIDACT_CONVOLUTIONS");
    const bool is_small = wanted != nullptr && std::strcmp(wanted, "avx2") == 0;
    if (!is_small && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")) return &avx512_convolutions;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &avx2_convolutions : nullptr;
  }();
  return found;
#else
  return nullptr;
#endif
}

struct Convolution {
  ConvolutionShape shape;
  at::Tensor packed, bias;
};

bool is_plain(const at::Tensor& tensor, int64_t dimensions) {
  return tensor.defined() && tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat && tensor.dim() == dimensions;
}

}  // namespace

// Puts weights [outputs, inputs, rows, columns] and biases [outputs] in order. 1, or 0 where this processor or these sizes are not for it.
EXPORT int32_t autodidact_convolution_pack(void* weight_handle, void* bias_handle, int64_t stride, int64_t padding, void** result) {
  return guarded([&] {
    *result = nullptr;
    const at::Tensor weight = borrow(weight_handle), bias = borrow(bias_handle);
    if (kernels() == nullptr || !is_plain(weight, 4) || !is_plain(bias, 1) || bias.size(0) != weight.size(0) || weight.numel() == 0 || stride < 1 || padding < 0 ||
        weight.size(0) % kernels()->lanes != 0)
      return 0;
    auto made = std::make_unique<Convolution>();
    made->shape = {weight.size(1), weight.size(0), weight.size(2), weight.size(3), stride, padding};
    made->packed = at::empty({packed_size(made->shape)}, at::TensorOptions().dtype(at::kFloat));
    made->bias = bias.contiguous().clone();
    kernels()->pack(made->shape, weight.contiguous().data_ptr<float>(), made->packed.data_ptr<float>());
    *result = made.release();
    return 1;
  });
}

// Pictures [batch, inputs, height, width], to which others of the result's sizes may be added before rectification.
EXPORT int32_t autodidact_convolution_run(void* convolution, void* input_handle, void* added_handle, int32_t rectified, void** result) {
  return guarded([&] {
    const Convolution& self = *static_cast<const Convolution*>(convolution);
    const at::Tensor given = borrow(input_handle), given_added = borrow(added_handle);
    TORCH_CHECK(is_plain(given, 4) && given.size(1) == self.shape.inputs, "a convolution of ", self.shape.inputs, " channels in single precision was given ", given.toString(), " ", given.sizes());
    const int64_t height = out_size(self.shape, given.size(2), self.shape.rows), width = out_size(self.shape, given.size(3), self.shape.columns);
    TORCH_CHECK(height > 0 && width > 0, "pictures of ", given.size(2), " x ", given.size(3), " are smaller than the kernel");
    at::Tensor output = at::empty({given.size(0), self.shape.outputs, height, width}, given.options(), at::MemoryFormat::ChannelsLast);
    TORCH_CHECK(!given_added.defined() || (is_plain(given_added, 4) && given_added.sizes() == output.sizes()), "what is added to a convolution has other sizes than its result");
    const at::Tensor input = given.contiguous(at::MemoryFormat::ChannelsLast), added = given_added.defined() ? given_added.contiguous(at::MemoryFormat::ChannelsLast) : given_added;
    const ConvolutionPictures pictures{given.size(0), given.size(2), given.size(3), input.data_ptr<float>(), added.defined() ? added.data_ptr<float>() : nullptr, output.data_ptr<float>(),
                                       rectified != 0, static_cast<int32_t>(at::get_num_threads())};
    if (!kernels()->run(self.shape, self.packed.data_ptr<float>(), self.bias.data_ptr<float>(), pictures)) throw std::bad_alloc();
    *result = hand_out(output);
    return 0;
  });
}

EXPORT void autodidact_convolution_release(void* convolution) { delete static_cast<Convolution*>(convolution); }
