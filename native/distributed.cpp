// The engine's door to c10d: the store where processes meet, process groups (Gloo, NCCL), gradients reduced in buckets while
// backward still runs, and the two layers whose gradients cross processes: gathered rows and synchronised batch norm.
#include <ATen/ops/batch_norm_update_stats.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/native_batch_norm.h>
#include <ATen/ops/native_batch_norm_backward.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#include <torch/csrc/distributed/c10d/reducer.hpp>
#ifdef USE_C10D_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include <chrono>
#include <thread>

#include "door.h"

using namespace autodidact;

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;
using ProcessGroupPointer = c10::intrusive_ptr<c10d::ProcessGroup>;
using StorePointer = c10::intrusive_ptr<c10d::Store>;

struct Store {
  StorePointer store;
};

struct Group {
  ProcessGroupPointer processes;
  int rank, size;
  bool waits_on_host;                    // Gloo: a collective is over when wait returns; NCCL only orders its stream.
  std::atomic<int64_t> started{0};       // Collectives begun: how far this process is, compared with the others.
  std::atomic<bool> abandoned{false};    // Nobody will answer any more.
};

constexpr auto s_awake = std::chrono::milliseconds(5);

// Waits in slices, so that a process that will never answer cannot keep this one.
void wait(Group& group, const c10::intrusive_ptr<c10d::Work>& work) {
  if (!group.waits_on_host) {
    work->wait();
    return;
  }
  // A processor that goes to sleep takes far longer to wake than a small collective takes: stay awake for it, and leave the
  // processor to whoever can use it.
  for (const auto start = Clock::now(); !work->isCompleted() && Clock::now() - start < s_awake;) std::this_thread::yield();
  while (!work->isCompleted()) {
    if (group.abandoned.load(std::memory_order_relaxed)) throw CommunicationError("another process of the run is lost");
    try {
      work->wait(Milliseconds(100));
      return;
    } catch (const std::exception&) {
      // Out of time, or failed; which of them is known once it is over.
    }
  }
  work->wait();
}

void allreduce(Group& group, at::Tensor& tensor) {
  if (group.waits_on_host && tensor.scalar_type() == at::kBFloat16) {  // Gloo cannot add these up.
    at::Tensor wide = tensor.to(at::kFloat);
    allreduce(group, wide);
    tensor.copy_(wide);
    return;
  }
  group.started++;
  std::vector<at::Tensor> tensors{tensor};
  wait(group, group.processes->allreduce(tensors));
}

// [...] of every process, stacked: [size, ...].
at::Tensor allgather(Group& group, const at::Tensor& tensor) {
  if (group.waits_on_host && tensor.scalar_type() == at::kBFloat16)  // Gloo does not know the type; bytes are bytes.
    return allgather(group, tensor.contiguous().view(at::kByte)).view(at::kBFloat16);
  group.started++;
  std::vector<at::Tensor> inputs{tensor.contiguous()};
  std::vector<std::vector<at::Tensor>> outputs(1);
  for (int i = 0; i < group.size; i++) outputs[0].push_back(at::empty_like(inputs[0]));
  wait(group, group.processes->allgather(outputs, inputs));
  return at::stack(outputs[0]);
}

// A sum of few numbers. One exchange of all is quicker than the two rounds of a reduction while there are few processes.
void add_up(Group& group, at::Tensor& few) {
  constexpr int few_processes = 8;
  if (group.size <= few_processes)
    few = allgather(group, few).sum(0);
  else
    allreduce(group, few);
}

int64_t handle_of(Group* group) { return reinterpret_cast<int64_t>(group); }

Group& group_of(torch::autograd::AutogradContext* context) { return *reinterpret_cast<Group*>(context->saved_data["group"].toInt()); }

// Rows of all processes, [views * rows, ...] each, view by view: [views * size * rows, ...].
struct GatheredRows : torch::autograd::Function<GatheredRows> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& rows, int64_t group, int64_t views) {
    context->saved_data["group"] = group;
    context->saved_data["views"] = views;
    at::Tensor all = allgather(*reinterpret_cast<Group*>(group), rows.unflatten(0, {views, -1}));
    return all.transpose(0, 1).flatten(0, 2).contiguous();
  }

  // What every process's loss says about this process's rows, added up.
  static torch::autograd::tensor_list backward(torch::autograd::AutogradContext* context, torch::autograd::tensor_list gradients) {
    Group& group = group_of(context);
    at::Tensor gradient = gradients[0].contiguous().clone();
    allreduce(group, gradient);
    at::Tensor own = gradient.unflatten(0, {context->saved_data["views"].toInt(), group.size, -1}).select(1, group.rank);
    return {own.flatten(0, 1), at::Tensor(), at::Tensor()};
  }
};

// Batch norm over the samples of all processes. libtorch's own kernels do the work over the pixels: statistics in forward,
// sums in backward, and normalisation with given statistics; between them, two small collectives.
struct SynchronisedBatchNorm : torch::autograd::Function<SynchronisedBatchNorm> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                            int64_t group_handle, at::Tensor running_mean, at::Tensor running_variance, double momentum, double epsilon) {
    Group& group = *reinterpret_cast<Group*>(group_handle);
    const int64_t channels = input.size(1);
    // Handing over fp32 statistics is how its kernel is told to add bf16 pixels up in fp32; they are not kept.
    at::Tensor mean = at::zeros({channels}, running_mean.options()), variance = at::ones({channels}, running_mean.options());
    std::tie(mean, variance) = at::batch_norm_update_stats(input, mean, variance, 0);
    at::Tensor local = at::cat({mean, variance, at::full({1}, static_cast<double>(input.numel() / channels), mean.options())}).to(at::kDouble);
    at::Tensor all = allgather(group, local);
    at::Tensor means = all.narrow(1, 0, channels), counts = all.narrow(1, 2 * channels, 1);
    const at::Tensor total = counts.sum();
    mean = (means * counts).sum(0) / total;
    variance = ((all.narrow(1, channels, channels) + (means - mean).square()) * counts).sum(0) / total;
    const at::Tensor unbiased = variance * (total / (total - 1));
    mean = mean.to(running_mean.scalar_type());
    variance = variance.to(running_mean.scalar_type());
    running_mean.mul_(1 - momentum).add_(mean, momentum);
    running_variance.mul_(1 - momentum).add_(unbiased.to(running_variance.scalar_type()), momentum);

    context->saved_data["group"] = group_handle;
    context->saved_data["epsilon"] = epsilon;
    context->save_for_backward({input, weight, mean, variance, total});
    return std::get<0>(at::native_batch_norm(input, weight, bias, mean, variance, /*training=*/false, 0, epsilon));
  }

  static torch::autograd::tensor_list backward(torch::autograd::AutogradContext* context, torch::autograd::tensor_list gradients) {
    const auto saved = context->get_saved_variables();
    const at::Tensor &input = saved[0], &weight = saved[1], &mean = saved[2], &variance = saved[3];
    const double epsilon = context->saved_data["epsilon"].toDouble();
    // With given statistics this is dy * weight / deviation, sum(dy * normalised) and sum(dy): all that is local.
    auto [result, product_sum, gradient_sum] = at::native_batch_norm_backward(gradients[0], input, weight, mean, variance, {}, {}, /*train=*/false, epsilon, {true, true, true});
    at::Tensor sums = at::stack({gradient_sum, product_sum}).to(mean.scalar_type());
    add_up(group_of(context), sums);
    sums = sums / saved[4].to(sums.scalar_type());
    // What is left is affine in the normalised input: weight / deviation * (mean(dy) + normalised * mean(dy * normalised)).
    const at::Tensor scale = weight / (variance + epsilon).sqrt();
    result.sub_(std::get<0>(at::native_batch_norm(input, scale * sums[1], scale * sums[0], mean, variance, /*training=*/false, 0, epsilon)));
    return {result, product_sum, gradient_sum, at::Tensor(), at::Tensor(), at::Tensor(), at::Tensor(), at::Tensor()};
  }
};

// Averages a bucket of gradients over the processes, and counts it among the collectives that have begun.
class AveragingHook : public c10d::CommHookInterface {
 public:
  explicit AveragingHook(Group* group) : group_(group) {}

  c10::intrusive_ptr<c10::ivalue::Future> runHook(c10d::GradBucket& bucket) override {
    group_->started++;
    std::vector<at::Tensor> tensors{bucket.getBufferRef()};
    tensors[0].div_(group_->size);
    return group_->processes->allreduce(tensors)->getFuture();
  }

  at::Tensor parseHookResult(const c10::IValue& result) override { return result.isTensor() ? result.toTensor() : result.toTensorVector()[0]; }

 private:
  Group* group_;
};

#if TORCH_AT_LEAST(2, 0)
// Since 2.0 a process group is a table of backends; its constructor lost the options on the way.
template <class Table = c10d::ProcessGroup>
ProcessGroupPointer table_of(const StorePointer& store, int rank, int size) {
  if constexpr (std::is_constructible_v<Table, StorePointer, int, int>)
    return c10::make_intrusive<Table>(store, rank, size);
  else
    return c10::make_intrusive<Table>(store, rank, size, c10::make_intrusive<typename Table::Options>("undefined"));
}

template <class Backend>
ProcessGroupPointer wrap(const StorePointer& store, int rank, int size, at::DeviceType device, c10d::ProcessGroup::BackendType type, const c10::intrusive_ptr<Backend>& backend) {
  auto table = table_of<>(store, rank, size);
  table->setBackend(device, type, c10::intrusive_ptr<c10d::Backend>(backend));
  return table;
}
#endif

ProcessGroupPointer open_gloo(const StorePointer& store, int rank, int size, int device_kind, Milliseconds timeout) {
  auto options = c10d::ProcessGroupGloo::Options::create(timeout);
  // Processes of one machine meet on the loopback, whatever its host name resolves to.
  const char* interface = std::getenv("GLOO_SOCKET_IFNAME");
  const char* local = std::getenv("AUTODIDACT_LOOPBACK");
  options->devices.push_back(interface != nullptr && *interface ? c10d::ProcessGroupGloo::createDeviceForInterface(interface)
                             : local != nullptr && *local == '1' ? c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1")
                                                                 : c10d::ProcessGroupGloo::createDefaultDevice());
  auto gloo = c10::make_intrusive<c10d::ProcessGroupGloo>(store, rank, size, options);
#if TORCH_AT_LEAST(2, 0)
  return wrap(store, rank, size, static_cast<at::DeviceType>(device_kind), c10d::ProcessGroup::BackendType::GLOO, gloo);
#else
  return gloo;
#endif
}

#ifdef USE_C10D_NCCL
ProcessGroupPointer open_nccl(const StorePointer& store, int rank, int size, Milliseconds timeout) {
  auto options = c10d::ProcessGroupNCCL::Options::create();
  options->timeout = timeout;
  auto nccl = c10::make_intrusive<c10d::ProcessGroupNCCL>(store, rank, size, options);
#if TORCH_AT_LEAST(2, 0)
  return wrap(store, rank, size, at::kCUDA, c10d::ProcessGroup::BackendType::NCCL, nccl);
#else
  return nccl;
#endif
}
#endif

}  // namespace

EXPORT int32_t autodidact_store_open(const char* host, int32_t port, int32_t serves, int32_t timeout, void** store) {
  return guarded([&] {
    c10d::TCPStoreOptions options;
    options.port = static_cast<uint16_t>(port);
    options.isServer = serves != 0;
    options.waitWorkers = false;
    options.timeout = Milliseconds(timeout);
    *store = new Store{c10::make_intrusive<c10d::TCPStore>(host, options)};
    return 0;
  });
}

EXPORT void autodidact_store_close(void* store) { delete static_cast<Store*>(store); }

EXPORT int32_t autodidact_store_set(void* store, const char* key, const uint8_t* value, int32_t length) {
  return guarded([&] {
    static_cast<Store*>(store)->store->set(key, std::vector<uint8_t>(value, value + length));
    return 0;
  });
}

/// The value's length, of which at most `size` bytes are copied; 0 when there is no such key, which is not waited for.
EXPORT int32_t autodidact_store_get(void* store, const char* key, char* buffer, int32_t size) {
  return guarded([&] {
    c10d::Store& from = *static_cast<Store*>(store)->store;
    if (!from.check({key})) return 0;
    const std::vector<uint8_t> value = from.get(key);
    return copy_text(std::string(value.begin(), value.end()), buffer, size);
  });
}

EXPORT int32_t autodidact_group_open(void* store, const char* name, int32_t rank, int32_t size, int32_t device_kind, int32_t timeout, void** group) {
  return guarded([&] {
    StorePointer below = c10::make_intrusive<c10d::PrefixStore>(name, static_cast<Store*>(store)->store);
    const Milliseconds limit(timeout);
    bool waits_on_host = true;
    ProcessGroupPointer processes;
#ifdef USE_C10D_NCCL
    if (device_kind != 0) {
      processes = open_nccl(below, rank, size, limit);
      waits_on_host = false;
    }
#endif
    if (!processes) processes = open_gloo(below, rank, size, device_kind, limit);
    auto* opened = new Group{std::move(processes), rank, size, waits_on_host};
    *group = opened;
    return 0;
  });
}

EXPORT void autodidact_group_close(void* group) { delete static_cast<Group*>(group); }

EXPORT int64_t autodidact_group_started(void* group) { return static_cast<Group*>(group)->started.load(std::memory_order_relaxed); }

EXPORT void autodidact_group_abandon(void* group) { static_cast<Group*>(group)->abandoned.store(true, std::memory_order_relaxed); }

EXPORT int32_t autodidact_group_allreduce(void* group, void* tensor) {
  return guarded([&] {
    at::Tensor summed = borrow(tensor);
    allreduce(*static_cast<Group*>(group), summed);
    return 0;
  });
}

EXPORT int32_t autodidact_group_allgather(void* group, void* tensor, void** result) {
  return guarded([&] {
    *result = hand_out(allgather(*static_cast<Group*>(group), borrow(tensor)));
    return 0;
  });
}

EXPORT int32_t autodidact_group_broadcast(void* group, void* tensor, int32_t from) {
  return guarded([&] {
    Group& among = *static_cast<Group*>(group);
    among.started++;
    std::vector<at::Tensor> tensors{borrow(tensor)};
    c10d::BroadcastOptions options;
    options.rootRank = from;
    wait(among, among.processes->broadcast(tensors, options));
    return 0;
  });
}

EXPORT int32_t autodidact_group_gather_rows(void* group, void* rows, int64_t views, void** result) {
  return guarded([&] {
    *result = hand_out(GatheredRows::apply(borrow(rows), handle_of(static_cast<Group*>(group)), views));
    return 0;
  });
}

EXPORT int32_t autodidact_group_batch_norm(void* group, void* input, void* weight, void* bias, void* running_mean, void* running_variance,
                                           double momentum, double epsilon, void** result) {
  return guarded([&] {
    const at::Tensor mean = borrow(running_mean);
    const at::Tensor scale = weight != nullptr ? borrow(weight) : at::ones_like(mean), shift = bias != nullptr ? borrow(bias) : at::zeros_like(mean);
    *result = hand_out(SynchronisedBatchNorm::apply(borrow(input), scale, shift, handle_of(static_cast<Group*>(group)), mean, borrow(running_variance), momentum, epsilon));
    return 0;
  });
}

EXPORT int32_t autodidact_reducer_open(void* group, void* const* parameters, int32_t count, int64_t bucket_bytes, void** reducer) {
  return guarded([&] {
    auto* among = static_cast<Group*>(group);
    const std::vector<at::Tensor> tensors = borrow_all(parameters, count);
    const auto first_bytes = static_cast<size_t>(std::min<int64_t>(bucket_bytes, 1 << 20));
    const std::vector<bool> sparse(tensors.size(), false);
    auto [buckets, limits] = c10d::compute_bucket_assignment_by_size(tensors, {first_bytes, static_cast<size_t>(bucket_bytes)}, sparse);
    // Gradients come in about the reverse order of the parameters.
    std::reverse(buckets.begin(), buckets.end());
    std::reverse(limits.begin(), limits.end());
    auto made = std::make_unique<c10d::Reducer>(tensors, buckets, limits, among->processes, sparse, bucket_bytes, /*find_unused_parameters=*/true,
                                                /*gradient_as_bucket_view=*/true, std::unordered_map<size_t, std::string>(), static_cast<int64_t>(first_bytes));
    made->register_comm_hook(std::make_unique<AveragingHook>(among));
    *reducer = made.release();
    return static_cast<int32_t>(buckets.size());
  });
}

/// The next backward from `loss` averages gradients over the processes.
EXPORT int32_t autodidact_reducer_prepare(void* reducer, void* loss) {
  return guarded([&] {
    static_cast<c10d::Reducer*>(reducer)->prepare_for_backward({borrow(loss)});
    return 0;
  });
}

EXPORT void autodidact_reducer_close(void* reducer) { delete static_cast<c10d::Reducer*>(reducer); }
