// The engine's door to libtorch: every operator by name through the dispatcher, and the few things that are no operator.
// Handles are owned c10::TensorImpl pointers. No exception crosses the border: a failing call returns a negative number
// and leaves its kind and message in the calling thread's last error.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/Generator.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/InferenceMode.h>
#include <dlfcn.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/version.h>

#include <atomic>
#include <cstring>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#include "allocator.h"

#define EXPORT extern "C" __attribute__((visibility("default")))
#define TORCH_AT_LEAST(major, minor) \
  (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

namespace {

enum Tag : int32_t { kDefault, kNone, kTensor, kInt, kDouble, kBool, kIntList, kDoubleList, kBoolList, kTensorList, kString };

// One argument or result: 16 bytes, mirrored by Argument in C#.
struct Value {
  int32_t tag;
  int32_t count;
  union {
    int64_t integer;
    double real;
    void* pointer;
  };
};
static_assert(sizeof(Value) == 16);

enum ErrorKind : int32_t { kOther = 1, kTorch = 2, kOutOfMemory = 3, kNotImplemented = 4, kArgument = 5 };

thread_local std::string last_error;
thread_local int32_t last_error_kind;
std::atomic<int64_t> live_handles{0};

int32_t fail(ErrorKind kind, std::string message) {
  last_error_kind = kind;
  last_error = std::move(message);
  return -1;
}

struct ArgumentError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class Body>
int32_t guarded(Body&& body) {
  try {
    return body();
  } catch (const ArgumentError& error) {
    return fail(kArgument, error.what());
  } catch (const c10::NotImplementedError& error) {
    return fail(kNotImplemented, error.what_without_backtrace());
  } catch (const c10::Error& error) {
    std::string message = error.what_without_backtrace();
    const bool memory = message.find("out of memory") != std::string::npos || message.find("can't allocate memory") != std::string::npos;
    return fail(memory ? kOutOfMemory : kTorch, std::move(message));
  } catch (const std::bad_alloc&) {
    return fail(kOutOfMemory, "out of memory");
  } catch (const std::exception& error) {
    return fail(kOther, error.what());
  } catch (...) {
    return fail(kOther, "an unknown native error");
  }
}

void* hand_out(at::Tensor tensor) {
  if (!tensor.defined()) return nullptr;
  live_handles.fetch_add(1, std::memory_order_relaxed);
  return tensor.unsafeReleaseTensorImpl();
}

// Borrows a handle: takes a reference of its own, leaves the caller's.
at::Tensor borrow(void* handle) {
  if (handle == nullptr) return {};
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl>::reclaim_copy(static_cast<c10::TensorImpl*>(handle)));
}

void release(void* handle) {
  if (handle == nullptr) return;
  c10::intrusive_ptr<c10::TensorImpl>::reclaim(static_cast<c10::TensorImpl*>(handle));
  live_handles.fetch_sub(1, std::memory_order_relaxed);
}

std::vector<at::Tensor> borrow_all(void* const* handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; i++) tensors.push_back(borrow(handles[i]));
  return tensors;
}

struct Operator {
  c10::OperatorHandle handle;
  std::string text;
};

[[noreturn]] void mismatch(const c10::FunctionSchema& schema, const c10::Argument& argument, const char* given) {
  throw ArgumentError(schema.name() + ": argument '" + argument.name() + "' is " + argument.type()->str() + ", given " + given);
}

const char* name_of(int32_t tag) {
  static const char* const names[] = {"nothing", "none", "a tensor", "an integer", "a real number", "a truth value",
                                      "a list of integers", "a list of real numbers", "a list of truth values", "a list of tensors", "a string"};
  return tag >= 0 && tag <= kString ? names[tag] : "an unknown value";
}

c10::IValue list_value(const c10::FunctionSchema& schema, const c10::Argument& argument, const c10::TypePtr& element, const Value& value) {
  switch (element->kind()) {
    case c10::TypeKind::TensorType: {
      if (value.tag != kTensorList) mismatch(schema, argument, name_of(value.tag));
      c10::List<at::Tensor> list;
      list.reserve(value.count);
      for (int32_t i = 0; i < value.count; i++) list.push_back(borrow(static_cast<void**>(value.pointer)[i]));
      return list;
    }
    case c10::TypeKind::OptionalType: {
      if (value.tag != kTensorList) mismatch(schema, argument, name_of(value.tag));
      c10::List<c10::optional<at::Tensor>> list;
      list.reserve(value.count);
      for (int32_t i = 0; i < value.count; i++) {
        void* handle = static_cast<void**>(value.pointer)[i];
        list.push_back(handle == nullptr ? c10::optional<at::Tensor>() : c10::optional<at::Tensor>(borrow(handle)));
      }
      return list;
    }
    case c10::TypeKind::FloatType: {
      c10::List<double> list;
      if (value.tag == kDoubleList)
        for (int32_t i = 0; i < value.count; i++) list.push_back(static_cast<double*>(value.pointer)[i]);
      else if (value.tag == kIntList)
        for (int32_t i = 0; i < value.count; i++) list.push_back(static_cast<double>(static_cast<int64_t*>(value.pointer)[i]));
      else
        mismatch(schema, argument, name_of(value.tag));
      return list;
    }
    case c10::TypeKind::BoolType: {
      if (value.tag != kBoolList) mismatch(schema, argument, name_of(value.tag));
      c10::List<bool> list;
      for (int32_t i = 0; i < value.count; i++) list.push_back(static_cast<uint8_t*>(value.pointer)[i] != 0);
      return list;
    }
    case c10::TypeKind::NumberType: {
      c10::List<at::Scalar> list;
      if (value.tag == kDoubleList)
        for (int32_t i = 0; i < value.count; i++) list.push_back(at::Scalar(static_cast<double*>(value.pointer)[i]));
      else if (value.tag == kIntList)
        for (int32_t i = 0; i < value.count; i++) list.push_back(at::Scalar(static_cast<int64_t*>(value.pointer)[i]));
      else
        mismatch(schema, argument, name_of(value.tag));
      return c10::IValue(list);
    }
    default: {  // Integers, symbolic or not.
      c10::List<int64_t> list;
      if (value.tag == kIntList) {
        list.reserve(value.count);
        for (int32_t i = 0; i < value.count; i++) list.push_back(static_cast<int64_t*>(value.pointer)[i]);
      } else if (value.tag == kInt) {  // An integer stands for int[N] with N equal entries.
        for (int32_t i = 0; i < argument.N().value_or(1); i++) list.push_back(value.integer);
      } else {
        mismatch(schema, argument, name_of(value.tag));
      }
      return list;
    }
  }
}

c10::IValue coerce(const c10::FunctionSchema& schema, const c10::Argument& argument, const c10::TypePtr& type, const Value& value) {
  const auto kind = type->kind();
  if (kind == c10::TypeKind::OptionalType) {
    if (value.tag == kNone || (value.tag == kTensor && value.pointer == nullptr)) return {};
    return coerce(schema, argument, type->containedType(0), value);
  }
  switch (kind) {
    case c10::TypeKind::TensorType:
      if (value.tag != kTensor && value.tag != kNone) mismatch(schema, argument, name_of(value.tag));
      return borrow(value.tag == kTensor ? value.pointer : nullptr);
    case c10::TypeKind::FloatType:
      if (value.tag == kInt) return static_cast<double>(value.integer);
      if (value.tag != kDouble) mismatch(schema, argument, name_of(value.tag));
      return value.real;
    case c10::TypeKind::BoolType:
      if (value.tag != kBool) mismatch(schema, argument, name_of(value.tag));
      return value.integer != 0;
    case c10::TypeKind::NumberType:
      if (value.tag == kInt) return value.integer;
      if (value.tag == kBool) return value.integer != 0;
      if (value.tag != kDouble) mismatch(schema, argument, name_of(value.tag));
      return value.real;
    case c10::TypeKind::StringType:
      if (value.tag != kString) mismatch(schema, argument, name_of(value.tag));
      return std::string(static_cast<const char*>(value.pointer), value.count);
    case c10::TypeKind::DeviceObjType:
      if (value.tag != kString) mismatch(schema, argument, name_of(value.tag));
      return c10::Device(std::string(static_cast<const char*>(value.pointer), value.count));
    case c10::TypeKind::ListType:
      return list_value(schema, argument, type->containedType(0), value);
    case c10::TypeKind::GeneratorType:
      return {};
    default:  // Integers; element types, layouts and memory formats are integers too.
      if (value.tag == kBool || value.tag == kInt) return value.integer;
      mismatch(schema, argument, name_of(value.tag));
  }
}

Value hand_out_value(c10::IValue&& value, std::vector<void*>& list_storage) {
  Value result{kNone, 0, {0}};
  if (value.isTensor()) {
    result.tag = kTensor;
    result.pointer = hand_out(std::move(value).toTensor());
  } else if (value.isTensorList()) {
    list_storage.clear();
    for (at::Tensor tensor : value.toTensorVector()) list_storage.push_back(hand_out(std::move(tensor)));
    result.tag = kTensorList;
    result.count = static_cast<int32_t>(list_storage.size());
    result.pointer = list_storage.data();
  } else if (value.isInt()) {
    result.tag = kInt;
    result.integer = value.toInt();
  } else if (value.isDouble()) {
    result.tag = kDouble;
    result.real = value.toDouble();
  } else if (value.isBool()) {
    result.tag = kBool;
    result.integer = value.toBool();
  }
  return result;
}

int32_t copy_text(const std::string& text, char* buffer, int32_t size) {
  if (buffer != nullptr && size > 0) {
    const auto length = std::min<size_t>(text.size(), static_cast<size_t>(size));
    std::memcpy(buffer, text.data(), length);
  }
  return static_cast<int32_t>(text.size());
}


}  // namespace

// ---- Operators ----

EXPORT int32_t autodidact_operator_find(const char* name, const char* overload, void** found) {
  return guarded([&] {
    auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!handle.has_value())
      throw ArgumentError(std::string("libtorch ") + TORCH_VERSION + " has no operator " + name + (*overload ? "." : "") + overload);
    std::ostringstream text;
    text << handle->schema();
    *found = new Operator{*handle, text.str()};  // Operators live as long as the process.
    return 0;
  });
}

EXPORT int32_t autodidact_operator_schema(void* op, char* buffer, int32_t size) {
  return copy_text(static_cast<Operator*>(op)->text, buffer, size);
}

/// Calls an operator. Returns the number of results written, at most `capacity`; further results are dropped.
EXPORT int32_t autodidact_operator_call(void* op, const Value* arguments, int32_t count, Value* results, int32_t capacity) {
  return guarded([&] {
    static thread_local torch::jit::Stack kept_stack;
    static thread_local std::vector<void*> list_storage;
    torch::jit::Stack stack = std::move(kept_stack);  // Moved out, so that a nested call has its own.
    stack.clear();
    const c10::OperatorHandle& handle = static_cast<Operator*>(op)->handle;
    const c10::FunctionSchema& schema = handle.schema();
    const auto& declared = schema.arguments();
    if (static_cast<size_t>(count) > declared.size())
      throw ArgumentError(schema.name() + ": takes at most " + std::to_string(declared.size()) + " arguments, given " + std::to_string(count));
    for (size_t i = 0; i < declared.size(); i++) {
      const c10::Argument& argument = declared[i];
      if (i < static_cast<size_t>(count) && arguments[i].tag != kDefault) {
        stack.push_back(coerce(schema, argument, argument.type(), arguments[i]));
      } else if (argument.default_value().has_value()) {
        stack.push_back(*argument.default_value());
      } else if (argument.type()->kind() == c10::TypeKind::OptionalType) {
        stack.emplace_back();
      } else if (argument.type()->kind() == c10::TypeKind::ListType) {  // An empty list and "not given" look alike from C#.
        stack.push_back(list_value(schema, argument, argument.type()->containedType(0), Value{argument.type()->containedType(0)->kind() == c10::TypeKind::TensorType ? kTensorList : kIntList, 0, {0}}));
      } else {
        throw ArgumentError(schema.name() + ": argument '" + argument.name() + "' (" + argument.type()->str() + ") is required");
      }
    }
    handle.callBoxed(stack);
    const auto given = std::min<size_t>(stack.size(), static_cast<size_t>(capacity));
    for (size_t i = 0; i < given; i++) results[i] = hand_out_value(std::move(stack[i]), list_storage);
    stack.clear();
    kept_stack = std::move(stack);
    return static_cast<int32_t>(given);
  });
}

// ---- Tensors ----

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

// ---- Autograd ----

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

// ---- Thread-local modes: each call returns the value before, so that a guard can restore it. ----

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
    at::autocast::set_autocast_enabled(kind, enabled != 0);
    at::autocast::set_autocast_dtype(kind, wanted);
#else
    const bool cpu = device_kind == 0;
    const bool before = cpu ? at::autocast::is_cpu_enabled() : at::autocast::is_enabled();
    *type_before = static_cast<int32_t>(cpu ? at::autocast::get_autocast_cpu_dtype() : at::autocast::get_autocast_gpu_dtype());
    if (cpu) {
      at::autocast::set_cpu_enabled(enabled != 0);
      at::autocast::set_autocast_cpu_dtype(wanted);
    } else {
      at::autocast::set_enabled(enabled != 0);
      at::autocast::set_autocast_gpu_dtype(wanted);
    }
#endif
    // The cache of cast weights lives from the outermost entry to its exit.
    if (enabled && !before) at::autocast::increment_nesting();
    if (!enabled && before && at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    return before ? 1 : 0;
  });
}

// ---- Random numbers ----

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

// ---- The runtime ----

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
    text << "torch=" << TORCH_VERSION << '\n';
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
