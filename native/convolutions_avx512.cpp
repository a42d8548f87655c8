// Convolutions for processors with AVX512. Compiled for those alone.
#define AUTODIDACT_LANES 16
#include "simd/convolutions.h"

namespace autodidact {

const ConvolutionKernels avx512_convolutions{kLanes, pack, run};

}  // namespace autodidact
