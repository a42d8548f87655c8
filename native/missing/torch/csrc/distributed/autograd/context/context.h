// Debian's libtorch-dev leaves this header out, while c10d's reducer.hpp includes it for the names below. It is looked for
// last, so that a libtorch that has its own uses that.
#pragma once
#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>

namespace torch::distributed::autograd {
class DistAutogradContext {
 public:
  using GradCallback = std::function<bool(at::Tensor&)>;
};
using ContextPtr = std::shared_ptr<DistAutogradContext>;
}  // namespace torch::distributed::autograd
