// The engine's door to libtorch beside its operators: tensors, gradients, modes, random numbers, the runtime.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/Generator.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/InferenceMode.h>
#include <dlfcn.h>
#include <torch/csrc/autograd/autograd.h>

#include <mutex>
#include <sstream>

#include "allocator.h"
#include "door.h"

using namespace autodidact;

struct TensorInfo {
  int64_t rank, elements;
  void* data;
  int32_t type, device_kind, device_index;
  uint8_t requires_grad, contiguous, channels_last, leaf;
  int64_t sizes[8], strides[8];
};

EXPORT int32_t autodidact_tensor_info(void* handle, TensorInfo* info) {
  return guarded([&] {
    const at::Tensor tensor = borrow(handle);
    if (tensor.dim() > 8) throw ArgumentError("tensors of more than 8 dimensions are not supported");
    info->rank = tensor.dim();
    info->elements = tensor.numel();
    info->data = tensor.has_storage() ? tensor.data_ptr() : nullptr;
    info->type = static_cast<int32_t>(tensor.scalar_type());
    info->device_kind = static_cast<int32_t>(tensor.device().type());
    info->device_index = tensor.device().index();
    info->requires_grad = tensor.requires_grad();
    info->contiguous = tensor.is_contiguous();
    info->channels_last = tensor.dim() == 4 && tensor.is_contiguous(at::MemoryFormat::ChannelsLast);
    info->leaf = tensor.is_leaf();
    for (int64_t i = 0; i < tensor.dim(); i++) {
      info->sizes[i] = tensor.size(i);
      info->strides[i] = tensor.stride(i);
    }
    return 0;
  });
}

EXPORT int32_t autodidact_tensor_from_memory(void* data, const int64_t* sizes, const int64_t* strides, int32_t rank, int32_t type,
                                             void (*deleter)(void*), void* context, void** result) {
  return guarded([&] {
    auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(type));
    *result = hand_out(at::for_blob(data, at::IntArrayRef(sizes, rank))
                           .strides(at::IntArrayRef(strides, rank))
                           .deleter([deleter, context](void*) {
                             if (deleter != nullptr) deleter(context);
                           })
                           .options(options)
                           .make_tensor());
    return 0;
  });
}

EXPORT void autodidact_tensor_release(void* const* handles, int32_t count) {
  for (int32_t i = 0; i < count; i++) release(handles[i]);
}

EXPORT int32_t autodidact_backward(void* const* outputs, void* const* gradients, int32_t count, int32_t retain_graph, int32_t create_graph) {
  return guarded([&] {
    torch::autograd::backward(borrow_all(outputs, count), gradients ? borrow_all(gradients, count) : std::vector<at::Tensor>(count),
                              retain_graph != 0, create_graph != 0);
    return 0;
  });
}

EXPORT int32_t autodidact_grad(void* const* outputs, void* const* gradients, int32_t count, void* const* inputs, int32_t input_count,
                               int32_t retain_graph, int32_t create_graph, void** results) {
  return guarded([&] {
    auto found = torch::autograd::grad(borrow_all(outputs, count), borrow_all(inputs, input_count),
                                       gradients ? borrow_all(gradients, count) : std::vector<at::Tensor>(), retain_graph != 0,
                                       create_graph != 0, /*allow_unused=*/true);
    for (int32_t i = 0; i < input_count; i++) results[i] = hand_out(std::move(found[i]));
    return 0;
  });
}

EXPORT int32_t autodidact_gradient_get(void* handle, void** gradient) {
  return guarded([&] {
    *gradient = hand_out(borrow(handle).grad());
    return 0;
  });
}

EXPORT int32_t autodidact_gradient_set(void* handle, void* gradient) {
  return guarded([&] {
    borrow(handle).mutable_grad() = borrow(gradient);
    return 0;
  });
}

EXPORT int32_t autodidact_requires_grad_set(void* handle, int32_t value) {
  return guarded([&] {
    borrow(handle).set_requires_grad(value != 0);
    return 0;
  });
}

// Thread-local modes: each call returns the value before, so that a guard can restore it.
EXPORT int32_t autodidact_grad_mode(int32_t enabled) {
  const bool before = at::GradMode::is_enabled();
  if (enabled >= 0) at::GradMode::set_enabled(enabled != 0);
  return before;
}

EXPORT void* autodidact_inference_mode_enter() { return new c10::InferenceMode(true); }

EXPORT void autodidact_inference_mode_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

EXPORT int32_t autodidact_autocast(int32_t device_kind, int32_t enabled, int32_t type, int32_t* type_before) {
  return guarded([&] {
    const auto wanted = static_cast<at::ScalarType>(type);
#if TORCH_AT_LEAST(2, 4)
    const auto kind = static_cast<at::DeviceType>(device_kind);
    const bool before = at::autocast::is_autocast_enabled(kind);
    *type_before = static_cast<int32_t>(at::autocast::get_autocast_dtype(kind));
    at::autocast::set_autocast_dtype(kind, wanted);  // First: it may refuse the type.
    at::autocast::set_autocast_enabled(kind, enabled != 0);
#else
    const bool cpu = device_kind == 0;
    const bool before = cpu ? at::autocast::is_cpu_enabled() : at::autocast::is_enabled();
    *type_before = static_cast<int32_t>(cpu ? at::autocast::get_autocast_cpu_dtype() : at::autocast::get_autocast_gpu_dtype());
    if (cpu) {
      at::autocast::set_autocast_cpu_dtype(wanted);  // First: it may refuse the type.
      at::autocast::set_cpu_enabled(enabled != 0);
    } else {
      at::autocast::set_enabled(enabled != 0);
      at::autocast::set_autocast_gpu_dtype(wanted);
    }
#endif
    // The cache of cast weights lives from the outermost entry to its exit; it does not know the type it holds.
    if (before && type != *type_before) at::autocast::clear_cache();
    if (enabled && !before) at::autocast::increment_nesting();
    if (!enabled && before && at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    return before ? 1 : 0;
  });
}

namespace {
at::Generator generator_of(int32_t device_kind, int32_t device_index) {
  return at::globalContext().defaultGenerator(c10::Device(static_cast<c10::DeviceType>(device_kind), static_cast<c10::DeviceIndex>(device_index)));
}
}  // namespace

EXPORT int32_t autodidact_generator_seed(int32_t device_kind, int32_t device_index, uint64_t seed) {
  return guarded([&] {
    at::Generator generator = generator_of(device_kind, device_index);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_current_seed(seed);
    return 0;
  });
}

EXPORT int32_t autodidact_generator_get_state(int32_t device_kind, int32_t device_index, void** state) {
  return guarded([&] {
    at::Generator generator = generator_of(device_kind, device_index);
    std::lock_guard<std::mutex> lock(generator.mutex());
    *state = hand_out(generator.get_state());
    return 0;
  });
}

EXPORT int32_t autodidact_generator_set_state(int32_t device_kind, int32_t device_index, void* state) {
  return guarded([&] {
    at::Generator generator = generator_of(device_kind, device_index);
    std::lock_guard<std::mutex> lock(generator.mutex());
    generator.set_state(borrow(state));
    return 0;
  });
}

struct MemoryStatistics {
  int64_t live_tensors, live_bytes, peak_bytes, cached_bytes;
};

EXPORT void autodidact_memory(MemoryStatistics* statistics, int32_t reset_peak) {
  statistics->live_tensors = live_handles.load(std::memory_order_relaxed);
  autodidact::allocator_statistics(&statistics->live_bytes, &statistics->peak_bytes, &statistics->cached_bytes, reset_peak != 0);
}

EXPORT void autodidact_memory_release_cached() { autodidact::allocator_release_cached(); }

EXPORT int32_t autodidact_initialize(int32_t caching_allocator) {
  return guarded([&] {
    if (caching_allocator) autodidact::allocator_install();
    return 0;
  });
}

EXPORT int32_t autodidact_set_threads(int32_t threads) {
  return guarded([&] {
    at::set_num_threads(threads);
    // OpenBLAS keeps a pool of its own, which at::set_num_threads does not reach.
    if (auto set = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) set(threads);
    return at::get_num_threads();
  });
}

EXPORT int32_t autodidact_get_threads() { return at::get_num_threads(); }

// A process-wide mode; returns the value before. Negative only asks.
EXPORT int32_t autodidact_deterministic(int32_t enabled) {
  return guarded([&] {
    at::Context& context = at::globalContext();
    const bool before = context.deterministicAlgorithms();
    if (enabled >= 0) {
      context.setDeterministicAlgorithms(enabled != 0, /*warn_only=*/false);
      context.setDeterministicCuDNN(enabled != 0);
      if (enabled) context.setBenchmarkCuDNN(false);
    }
    return before ? 1 : 0;
  });
}

EXPORT int32_t autodidact_synchronize(int32_t device_index) {
  return guarded([&] {
    if (at::hasCUDA()) at::detail::getCUDAHooks().deviceSynchronize(static_cast<c10::DeviceIndex>(device_index));
    return 0;
  });
}

/// What the running library is: one `key=value` a line.
EXPORT int32_t autodidact_describe(char* buffer, int32_t size) {
  return guarded([&] {
    std::ostringstream text;
    // The headers' version is that of the build; what runs may be another.
    const std::string config = at::show_config(), key = "TORCH_VERSION=";
    const size_t found = config.find(key), start = found + key.size();
    text << "torch=" << (found == std::string::npos ? TORCH_VERSION : config.substr(start, config.find_first_of(", \n", start) - start)) << '\n';
    text << "cuda=" << (at::hasCUDA() ? 1 : 0) << '\n';
    text << "cuda_devices=" << (at::hasCUDA() ? static_cast<int>(at::detail::getCUDAHooks().getNumGPUs()) : 0) << '\n';
    text << "mkldnn=" << (at::hasMKLDNN() ? 1 : 0) << '\n';
    text << "lapack=" << (at::hasLAPACK() ? 1 : 0) << '\n';
    text << "openmp=" << (at::hasOpenMP() ? 1 : 0) << '\n';
    text << "mkl=" << (at::hasMKL() ? 1 : 0) << '\n';
    if (auto config = reinterpret_cast<const char* (*)()>(dlsym(RTLD_DEFAULT, "openblas_get_config"))) text << "openblas=" << config() << '\n';
    // The process groups are part of libtorch or not; their type information tells without linking to them.
    text << "gloo=" << (dlsym(RTLD_DEFAULT, "_ZTIN4c10d16ProcessGroupGlooE") != nullptr) << '\n';
    text << "nccl=" << (dlsym(RTLD_DEFAULT, "_ZTIN4c10d16ProcessGroupNCCLE") != nullptr) << '\n';
    return copy_text(text.str(), buffer, size);
  });
}

EXPORT int32_t autodidact_last_error(int32_t* kind, char* buffer, int32_t size) {
  *kind = last_error_kind;
  return copy_text(last_error, buffer, size);
}
