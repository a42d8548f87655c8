// A caching allocator for CPU tensors: the sizes of a training step repeat, so freed blocks are kept by size class and
// given again, and large ones lie on huge pages. Fresh memory from the system costs page faults in every step otherwise.
#pragma once
#include <cstdint>

namespace autodidact {

/// Makes the caching allocator the one that all CPU tensors use from now on. May be called once or often.
void allocator_install();

/// Gives all blocks that no tensor uses back to the system.
void allocator_release_cached();

void allocator_statistics(int64_t* live, int64_t* peak, int64_t* cached, bool reset_peak);

}  // namespace autodidact
