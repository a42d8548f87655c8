// Transformer blocks as one node of the graph of gradients.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Parallel.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <torch/csrc/autograd/custom_function.h>

#include <array>

#include "blocks.h"
#include "door.h"

using namespace autodidact;

namespace {

// In this order they come from C#.
enum Part { kNorm1, kNorm1Bias, kQuery, kKey, kValue, kQueryBias, kKeyBias, kValueBias, kProj, kProjBias, kNorm2, kNorm2Bias, kFc1, kFc1Bias, kFc2, kFc2Bias, kParts };

using Parts = std::array<at::Tensor, kParts>;

// Mirrored in C#.
struct Options {
  int64_t heads;
  double epsilon, dropout;
  int32_t norms_behind;
};

bool processor_fits() {
#if defined(AUTODIDACT_AVX512_BF16)
  static const bool fits = [] {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bf16");
  }();
  return fits;
#else
  return false;
#endif
}

bool autocasts_to_half() {
#if TORCH_AT_LEAST(2, 4)
  return at::autocast::is_autocast_enabled(at::kCPU) && at::autocast::get_autocast_dtype(at::kCPU) == at::kBFloat16;
#else
  return at::autocast::is_cpu_enabled() && at::autocast::get_autocast_cpu_dtype() == at::kBFloat16;
#endif
}

// Query, key and value have a weight each, or all three one.
bool is_separate(const Parts& parts) { return parts[kKey].defined(); }

bool is_plain(const at::Tensor& tensor) {
  return tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat && tensor.is_contiguous();
}

// Whether all that is read is there, in the sizes that the input and the MLP's first layer say.
bool fits(const at::Tensor& input, const Parts& parts, const at::Tensor& texts, const Options& options) {
  if (!is_plain(input) || input.dim() != 3 || input.numel() == 0 || !parts[kFc1].defined() || parts[kFc1].dim() != 2) return false;
  const int64_t tokens = input.size(1), width = input.size(2), hidden = parts[kFc1].size(0), heads = options.heads;
  if (width % 16 != 0 || hidden % 16 != 0 || heads < 1 || width % heads != 0 || width / heads % 16 != 0 || tokens > 512 || width > 512) return false;
  const auto dropout = static_cast<float>(options.dropout);
  if (!(dropout >= 0 && dropout < 1)) return false;
  const auto is = [&](Part part, at::IntArrayRef sizes) { return parts[part].defined() && is_plain(parts[part]) && parts[part].sizes() == sizes; };
  const auto may_be = [&](Part part, at::IntArrayRef sizes) { return !parts[part].defined() || is(part, sizes); };
  for (Part vector : {kNorm1, kNorm1Bias, kNorm2, kNorm2Bias, kProjBias, kFc2Bias})
    if (!is(vector, {width})) return false;
  if (!is(kProj, {width, width}) || !is(kFc1, {hidden, width}) || !is(kFc1Bias, {hidden}) || !is(kFc2, {width, hidden})) return false;
  if (is_separate(parts)) {
    for (Part matrix : {kQuery, kKey, kValue})
      if (!is(matrix, {width, width})) return false;
    for (Part vector : {kQueryBias, kKeyBias, kValueBias})
      if (!may_be(vector, {width})) return false;
  } else if (!is(kQuery, {3 * width, width}) || !may_be(kQueryBias, {3 * width}) || parts[kValue].defined() || parts[kKeyBias].defined() || parts[kValueBias].defined()) {
    return false;
  }
  return !texts.defined() || (texts.device().is_cpu() && texts.scalar_type() == at::kLong && texts.is_contiguous() && texts.sizes() == at::IntArrayRef{input.size(0), tokens});
}

// A single weight of all three is cut where they begin.
template <class Vector, class Number>
void cut(Vector& three, Number* whole, int64_t size) {
  for (int part = 0; part < 3; part++) three[part] = whole == nullptr ? nullptr : whole + part * size;
}

BlockShape shape_of(const at::Tensor& input, const Parts& parts, const Options& options, uint64_t seed) {
  BlockShape shape{};
  shape.sequences = input.size(0);
  shape.tokens = input.size(1);
  shape.width = input.size(2);
  shape.heads = options.heads;
  shape.hidden = parts[kFc1].size(0);
  shape.epsilon = static_cast<float>(options.epsilon);
  shape.dropout = static_cast<float>(options.dropout);
  shape.seed = seed;
  shape.norms_behind = options.norms_behind != 0;
  shape.threads = static_cast<int32_t>(std::max<int64_t>(1, std::min<int64_t>(at::get_num_threads(), shape.sequences)));
  return shape;
}

// Gradients come as weights do, though not each weight has one.
template <class Record, class Pointer>
Record record_of(const Parts& parts, bool separate, int64_t width, Pointer pointer) {
  Record record{};
  record.norm1 = pointer(parts[kNorm1]);
  record.norm1_bias = pointer(parts[kNorm1Bias]);
  record.proj = pointer(parts[kProj]);
  record.proj_bias = pointer(parts[kProjBias]);
  record.norm2 = pointer(parts[kNorm2]);
  record.norm2_bias = pointer(parts[kNorm2Bias]);
  record.fc1 = pointer(parts[kFc1]);
  record.fc1_bias = pointer(parts[kFc1Bias]);
  record.fc2 = pointer(parts[kFc2]);
  record.fc2_bias = pointer(parts[kFc2Bias]);
  if (separate) {
    for (int part = 0; part < 3; part++) {
      record.qkv[part] = pointer(parts[kQuery + part]);
      record.qkv_bias[part] = pointer(parts[kQueryBias + part]);
    }
  } else {
    cut(record.qkv, pointer(parts[kQuery]), width * width);
    cut(record.qkv_bias, pointer(parts[kQueryBias]), width);
  }
  return record;
}

BlockWeights weights_of(const Parts& parts, int64_t width) {
  return record_of<BlockWeights>(parts, is_separate(parts), width, [](const at::Tensor& part) { return part.defined() ? static_cast<const float*>(part.data_ptr<float>()) : nullptr; });
}

struct Trace {
  at::Tensor qkv, attended, sum1, sum2, active, slope;

  static Trace of(const BlockShape& shape) {
    const auto full = at::TensorOptions().dtype(at::kFloat), half = full.dtype(at::kBFloat16);
    const int64_t rows = shape.sequences * shape.tokens;
    return {at::empty({rows, 3 * shape.width}, half), at::empty({rows, shape.width}, half), at::empty({rows, shape.width}, full),
            shape.norms_behind ? at::empty({rows, shape.width}, full) : at::Tensor(), at::empty({rows, shape.hidden}, half), at::empty({rows, shape.hidden}, half)};
  }

  BlockTrace pointers() const {
    const auto half = [](const at::Tensor& tensor) { return tensor.defined() ? static_cast<Half*>(tensor.data_ptr()) : nullptr; };
    const auto full = [](const at::Tensor& tensor) { return tensor.defined() ? tensor.data_ptr<float>() : nullptr; };
    return {half(qkv), half(attended), full(sum1), full(sum2), half(active), half(slope)};
  }
};

[[noreturn]] void out_of_memory() { throw std::bad_alloc(); }

at::Tensor run(const at::Tensor& input, const Parts& parts, const at::Tensor& texts, const BlockShape& shape, const Trace& trace) {
  at::Tensor output = at::empty(input.sizes(), input.options());
#if defined(AUTODIDACT_AVX512_BF16)
  if (!avx512_block_forward(shape, weights_of(parts, shape.width), texts.defined() ? texts.data_ptr<int64_t>() : nullptr, input.data_ptr<float>(), trace.pointers(), output.data_ptr<float>())) out_of_memory();
#else
  (void)parts, (void)texts, (void)shape, (void)trace, out_of_memory();
#endif
  return output;
}

// The graph takes no undefined tensors: only what there is goes in, the block's input first and texts last.
struct BlockNode : torch::autograd::Function<BlockNode> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, at::TensorList given, int64_t present, const Options& options, int64_t seed) {
    at::Tensor texts;
    const Parts parts = spread(given, present, &texts);
    const BlockShape shape = shape_of(given[0], parts, options, static_cast<uint64_t>(seed));
    const Trace trace = Trace::of(shape);
    at::Tensor output = run(given[0], parts, texts, shape, trace);
    torch::autograd::variable_list kept{trace.qkv, trace.attended, trace.sum1, trace.sum2, trace.active, trace.slope};
    kept.insert(kept.end(), given.begin(), given.end());
    context->save_for_backward(std::move(kept));
    context->saved_data["present"] = present;
    context->saved_data["heads"] = options.heads;
    context->saved_data["epsilon"] = options.epsilon;
    context->saved_data["dropout"] = options.dropout;
    context->saved_data["norms_behind"] = static_cast<int64_t>(options.norms_behind);
    context->saved_data["seed"] = seed;
    return output;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context, torch::autograd::variable_list gradients) {
    TORCH_CHECK(!at::GradMode::is_enabled(), "gradients of gradients do not go through a transformer block in half precision; compute in fp32");
    auto& data = context->saved_data;
    const auto kept = context->get_saved_variables();
    const Trace trace{kept[0], kept[1], kept[2], kept[3], kept[4], kept[5]};
    const at::TensorList given = at::TensorList(kept).slice(6);
    at::Tensor texts;
    const Parts parts = spread(given, data["present"].toInt(), &texts);
    const at::Tensor& input = given[0];
    const Options options{data["heads"].toInt(), data["epsilon"].toDouble(), data["dropout"].toDouble(), static_cast<int32_t>(data["norms_behind"].toInt())};
    const BlockShape shape = shape_of(input, parts, options, static_cast<uint64_t>(data["seed"].toInt()));
    const at::Tensor output_gradient = gradients[0].to(at::kFloat).contiguous();
    at::Tensor input_gradient = at::empty(input.sizes(), input.options());
    Parts results;
    for (int part = 0; part < kParts; part++)
      if (parts[part].defined() && parts[part].requires_grad()) results[part] = at::empty(parts[part].sizes(), parts[part].options());
    const auto record = record_of<BlockGradients>(results, is_separate(parts), shape.width, [](const at::Tensor& part) { return part.defined() ? part.data_ptr<float>() : nullptr; });
#if defined(AUTODIDACT_AVX512_BF16)
    if (!avx512_block_backward(shape, weights_of(parts, shape.width), texts.defined() ? texts.data_ptr<int64_t>() : nullptr, input.data_ptr<float>(), trace.pointers(), output_gradient.data_ptr<float>(), input_gradient.data_ptr<float>(), record)) out_of_memory();
#else
    (void)record, (void)trace, (void)output_gradient;
#endif
    torch::autograd::variable_list all{input_gradient};
    for (int part = 0; part < kParts; part++)
      if (parts[part].defined()) all.push_back(results[part]);
    all.resize(given.size() + 3);  // Texts, what is present, options and seed have none.
    return all;
  }

 private:
  static Parts spread(at::TensorList given, int64_t present, at::Tensor* texts) {
    Parts parts;
    size_t next = 1;
    for (int part = 0; part < kParts; part++)
      if (present >> part & 1) parts[part] = given[next++];
    if (next < given.size()) *texts = given[next];
    return parts;
  }
};

int64_t drawn_seed() {
  auto generator = at::get_generator_or_default<at::CPUGeneratorImpl>(c10::nullopt, at::detail::getDefaultCPUGenerator());
  std::lock_guard<std::mutex> lock(generator->mutex_);
  return static_cast<int64_t>(generator->random64());
}

}  // namespace

/// Whether this processor runs blocks of transformers in half precision whole.
EXPORT int32_t autodidact_block_exists() { return processor_fits(); }

/// A block of a transformer whole, where the processor can, autocast asks for it and the sizes fit: returns 1. Else 0, and no result.
EXPORT int32_t autodidact_block(void* input_handle, void* const* part_handles, void* texts_handle, const Options* options, void** result) {
  return guarded([&] {
    if (!processor_fits() || !autocasts_to_half()) return 0;
    const at::Tensor input = borrow(input_handle);
    const at::Tensor texts = borrow(texts_handle);
    Parts parts;
    for (int part = 0; part < kParts; part++) parts[part] = borrow(part_handles[part]);
    if (!fits(input, parts, texts, *options)) return 0;
    const int64_t seed = options->dropout > 0 ? drawn_seed() : 0;
    bool wanted = input.requires_grad();
    for (const at::Tensor& part : parts) wanted |= part.defined() && part.requires_grad();
    if (at::GradMode::is_enabled() && wanted) {
      std::vector<at::Tensor> given{input};
      int64_t present = 0;
      for (int part = 0; part < kParts; part++) {
        if (!parts[part].defined()) continue;
        present |= int64_t{1} << part;
        given.push_back(parts[part]);
      }
      if (texts.defined()) given.push_back(texts);
      *result = hand_out(BlockNode::apply(at::TensorList(given), present, *options, seed));
    } else {
      *result = hand_out(run(input, parts, texts, shape_of(input, parts, *options, static_cast<uint64_t>(seed)), Trace{}));
    }
    return 1;
  });
}
