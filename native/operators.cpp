// Every operator of libtorch by name through its dispatcher. Arguments cross as tagged values and are coerced to what the
// operator's schema declares.
#include <ATen/core/dispatch/Dispatcher.h>

#include <sstream>

#include "door.h"

using namespace autodidact;

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

}  // namespace

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
