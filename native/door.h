// What the engine's files share: exported functions that let no exception out, and tensors as handles.
// A handle is an owned c10::TensorImpl pointer. A failing call returns a negative number and leaves its kind and message in
// the calling thread's last error.
#pragma once
#include <ATen/core/Tensor.h>
#include <gloo/common/error.h>
#include <torch/version.h>

#include <atomic>
#include <cstring>
#include <string>
#include <vector>

#define EXPORT extern "C" __attribute__((visibility("default")))
#define TORCH_AT_LEAST(major, minor) \
  (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

namespace autodidact {

enum ErrorKind : int32_t { kOther = 1, kTorch = 2, kOutOfMemory = 3, kNotImplemented = 4, kArgument = 5, kCommunication = 6 };

inline thread_local std::string last_error;
inline thread_local int32_t last_error_kind;
inline std::atomic<int64_t> live_handles{0};

inline int32_t fail(ErrorKind kind, std::string message) {
  last_error_kind = kind;
  last_error = std::move(message);
  return -1;
}

struct ArgumentError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The connection to another process of the run broke, or nobody will answer any more.
struct CommunicationError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class Body>
int32_t guarded(Body&& body) {
  try {
    return body();
  } catch (const ArgumentError& error) {
    return fail(kArgument, error.what());
  } catch (const CommunicationError& error) {
    return fail(kCommunication, error.what());
  } catch (const ::gloo::Exception& error) {
    return fail(kCommunication, error.what());
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

inline void* hand_out(at::Tensor tensor) {
  if (!tensor.defined()) return nullptr;
  live_handles.fetch_add(1, std::memory_order_relaxed);
  return tensor.unsafeReleaseTensorImpl();
}

// Borrows a handle: takes a reference of its own, leaves the caller's.
inline at::Tensor borrow(void* handle) {
  if (handle == nullptr) return {};
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl>::reclaim_copy(static_cast<c10::TensorImpl*>(handle)));
}

inline void release(void* handle) {
  if (handle == nullptr) return;
  c10::intrusive_ptr<c10::TensorImpl>::reclaim(static_cast<c10::TensorImpl*>(handle));
  live_handles.fetch_sub(1, std::memory_order_relaxed);
}

inline std::vector<at::Tensor> borrow_all(void* const* handles, int32_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int32_t i = 0; i < count; i++) tensors.push_back(borrow(handles[i]));
  return tensors;
}

inline int32_t copy_text(const std::string& text, char* buffer, int32_t size) {
  if (buffer != nullptr && size > 0) {
    const auto length = std::min<size_t>(text.size(), static_cast<size_t>(size));
    std::memcpy(buffer, text.data(), length);
  }
  return static_cast<int32_t>(text.size());
}

}  // namespace autodidact
