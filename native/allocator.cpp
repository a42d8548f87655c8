#include "allocator.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <sys/mman.h>
#include <torch/version.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>

namespace autodidact {
namespace {

constexpr size_t kAlignment = 64;
constexpr size_t kHugePage = size_t{2} << 20;
// How far the cache may outgrow what is in use before a miss empties it (shapes that never come back).
constexpr int64_t kCacheSlack = int64_t{512} << 20;
constexpr int kClassesPerDoubling = 4;
constexpr int kClasses = 64 * kClassesPerDoubling;

// Lies in the first bytes of every piece of memory, before what the tensor sees: libtorch's own raw allocations hand the
// deleter nothing but the tensor's address.
struct alignas(kAlignment) Block {
  size_t size;
  int size_class;
  Block* next;

  void* data() { return this + 1; }
  static Block* of(void* data) { return static_cast<Block*>(data) - 1; }
};
static_assert(sizeof(Block) == kAlignment);

struct SizeClass {
  int index;
  size_t size;
};

// Four classes between a power of two and the next: above 256 bytes, at most a fifth of a block is unused. From 2 MiB on
// whole huge pages round that up further, to at most half of a block just above 2 MiB, a third just above 4 MiB and a fifth
// again from 8 MiB on. The header counts too: a tensor of exactly 2 MiB lies in a block of 4.
SizeClass class_of(size_t bytes) {
  if (bytes <= 256) return {0, 256};
  const int log = 63 - __builtin_clzll(bytes - 1);
  const size_t base = size_t{1} << log;
  const size_t step = base / kClassesPerDoubling;
  const size_t part = (bytes - base + step - 1) / step;  // 1..4
  size_t size = base + part * step;
  if (size >= kHugePage) size = (size + kHugePage - 1) / kHugePage * kHugePage;
  return {log * kClassesPerDoubling + static_cast<int>(part), size};
}

class CachingAllocator final : public c10::Allocator {
 public:
#if TORCH_VERSION_MAJOR >= 3 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 3)
  c10::DataPtr allocate(size_t bytes) override { return take(bytes); }
  void copy_data(void* destination, const void* source, size_t count) const override { std::memcpy(destination, source, count); }
#else
  c10::DataPtr allocate(size_t bytes) const override { return take(bytes); }
#endif
  c10::DeleterFnPtr raw_deleter() const override { return &give_back; }

  void release_cached() const {
    std::lock_guard<std::mutex> lock(mutex_);
    drop_cached();
  }

  void statistics(int64_t* live, int64_t* peak, int64_t* cached, bool reset_peak) const {
    std::lock_guard<std::mutex> lock(mutex_);
    *live = live_;
    *peak = peak_;
    *cached = cached_;
    if (reset_peak) peak_ = live_;
  }

 private:
  c10::DataPtr take(size_t bytes) const;
  static void give_back(void* data);

  void drop_cached() const {
    for (Block*& first : free_) {
      while (first != nullptr) {
        Block* block = first;
        first = block->next;
        std::free(block);
      }
    }
    cached_ = 0;
  }

  mutable std::mutex mutex_;
  mutable std::array<Block*, kClasses> free_{};
  mutable int64_t live_ = 0, peak_ = 0, cached_ = 0;
};

CachingAllocator& instance() {
  static CachingAllocator* allocator = new CachingAllocator();  // Never destroyed: tensors may outlive static destruction.
  return *allocator;
}

c10::DataPtr CachingAllocator::take(size_t bytes) const {
  const c10::Device cpu(c10::DeviceType::CPU);
  if (bytes == 0) return {nullptr, nullptr, &give_back, cpu};
  const SizeClass wanted = class_of(bytes + sizeof(Block));
  const auto size = static_cast<int64_t>(wanted.size);
  Block* block;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    block = free_[wanted.index];
    if (block != nullptr) {
      free_[wanted.index] = block->next;
      cached_ -= size;
    } else if (cached_ > live_ + kCacheSlack) {
      drop_cached();
    }
    live_ += size;
    if (block != nullptr && live_ > peak_) peak_ = live_;
  }
  if (block == nullptr) {
    const bool huge = wanted.size >= kHugePage;
    const size_t alignment = huge ? kHugePage : kAlignment;
    void* memory = std::aligned_alloc(alignment, wanted.size);
    if (memory == nullptr) {
      release_cached();
      memory = std::aligned_alloc(alignment, wanted.size);
    }
    if (memory == nullptr) {
      std::lock_guard<std::mutex> lock(mutex_);
      live_ -= size;
      TORCH_CHECK(false, "out of memory: can't allocate memory, ", bytes, " bytes wanted");
    }
    if (huge) madvise(memory, wanted.size, MADV_HUGEPAGE);  // A hint: without huge pages it is only slower.
    block = new (memory) Block{wanted.size, wanted.index, nullptr};
    std::lock_guard<std::mutex> lock(mutex_);
    if (live_ > peak_) peak_ = live_;
  }
  return {block->data(), block->data(), &give_back, cpu};
}

void CachingAllocator::give_back(void* data) {
  if (data == nullptr) return;
  Block* block = Block::of(data);
  CachingAllocator& allocator = instance();
  std::lock_guard<std::mutex> lock(allocator.mutex_);
  block->next = allocator.free_[block->size_class];
  allocator.free_[block->size_class] = block;
  allocator.live_ -= static_cast<int64_t>(block->size);
  allocator.cached_ += static_cast<int64_t>(block->size);
}

}  // namespace

void allocator_install() { c10::SetCPUAllocator(&instance(), /*priority=*/100); }

void allocator_release_cached() { instance().release_cached(); }

void allocator_statistics(int64_t* live, int64_t* peak, int64_t* cached, bool reset_peak) {
  instance().statistics(live, peak, cached, reset_peak);
}

}  // namespace autodidact
