// Convolutions for processors with AVX2. Compiled for those alone.
#define AUTODIDACT_LANES 8
#include "simd/convolutions.h"

namespace autodidact {

const ConvolutionKernels avx2_convolutions{kLanes, pack, run};

}  // namespace autodidact
