// The kernels of convolutions, for vectors of AUTODIDACT_LANES floats. Included by each file that is compiled for a kind of processor: nothing in here may run, and no header with
// functions that others share may be included, before the processor was asked.
#include <omp.h>

#include <cstdlib>
#include <cstring>

#include "../convolutions.h"

namespace autodidact {
namespace {

constexpr int64_t kLanes = AUTODIDACT_LANES;
using Vector = float __attribute__((vector_size(AUTODIDACT_LANES * 4), aligned(4), may_alias));

// Rows and vectors of a product whose sums stay in registers: 24 of 32, or 12 of 16.
constexpr int64_t kRows = 6, kVectors = AUTODIDACT_LANES == 16 ? 4 : 2, kPanel = kVectors * kLanes;

inline Vector load(const float* from) { return *reinterpret_cast<const Vector*>(from); }
inline void store(float* to, Vector value) { *reinterpret_cast<Vector*>(to) = value; }
// What is no number stays none.
inline Vector rectified(Vector value) { return value < 0 ? Vector{} : value; }

// Memory that a thread keeps: the same sizes come again with every batch.
struct Scratch {
  float* memory = nullptr;
  int64_t length = 0;

  ~Scratch() { std::free(memory); }

  float* take(int64_t floats) {
    if (floats > length) {
      std::free(memory);
      memory = static_cast<float*>(std::aligned_alloc(64, static_cast<size_t>((floats * 4 + 63) / 64 * 64)));
      length = memory == nullptr ? 0 : floats;
    }
    return memory;
  }
};

thread_local Scratch scratch;

// Weights lie in panels of so many outputs, input by input; what is left over in panels of one vector.
inline int64_t panel_of(int64_t output, int64_t outputs) {
  const int64_t full = outputs / kPanel * kPanel;
  return output < full ? output / kPanel * kPanel : output / kLanes * kLanes;
}
inline int64_t width_of(int64_t panel, int64_t outputs) { return panel + kPanel <= outputs ? kPanel : kLanes; }

// What each row of a product is made of: `segments` runs of `depth` floats, `pitch` floats apart.
struct Runs {
  int64_t segments, pitch, depth;

  int64_t length() const { return segments * depth; }
};

// Where results go, and what is done with them on the way. Without a bias they are stored as they are.
struct Results {
  float* output;
  const float *bias, *added;
  bool rectified;
};

// Rows of the left matrix times one panel; row r of the output begins at `places[r]`.
template <int R, int V>
void product(const float* const* rows, const Runs& runs, const float* weights, const int64_t* places, int64_t panel, const Results& results) {
  Vector sums[R][V] = {};
  for (int64_t segment = 0; segment < runs.segments; segment++) {
    const int64_t start = segment * runs.pitch;
    for (int64_t k = start; k < start + runs.depth; k++, weights += V * kLanes) {
      Vector w[V];
#pragma GCC unroll 4
      for (int v = 0; v < V; v++) w[v] = load(weights + v * kLanes);
#pragma GCC unroll 6
      for (int r = 0; r < R; r++) {
        const float value = rows[r][k];
#pragma GCC unroll 4
        for (int v = 0; v < V; v++) sums[r][v] += w[v] * value;
      }
    }
  }
#pragma GCC unroll 6
  for (int r = 0; r < R; r++) {
#pragma GCC unroll 4
    for (int v = 0; v < V; v++) {
      const int64_t to = places[r] + panel + v * kLanes;
      Vector sum = sums[r][v];
      if (results.bias != nullptr) sum += load(results.bias + panel + v * kLanes);
      if (results.added != nullptr) sum += load(results.added + to);
      store(results.output + to, results.rectified ? rectified(sum) : sum);
    }
  }
}

template <int V>
void panel_product(int64_t count, const float* const* rows, const Runs& runs, const float* weights, const int64_t* places, int64_t panel, const Results& results) {
  switch (count) {
    case 6: return product<6, V>(rows, runs, weights, places, panel, results);
    case 5: return product<5, V>(rows, runs, weights, places, panel, results);
    case 4: return product<4, V>(rows, runs, weights, places, panel, results);
    case 3: return product<3, V>(rows, runs, weights, places, panel, results);
    case 2: return product<2, V>(rows, runs, weights, places, panel, results);
    default: return product<1, V>(rows, runs, weights, places, panel, results);
  }
}

// `at(row, &place)` says where the inputs of a row begin, and its results. Rows are taken panel by panel, so that a panel stays in the cache.
template <class At>
void multiply(int64_t count, int64_t outputs, const Runs& runs, const float* weights, const Results& results, const At& at) {
  for (int64_t panel = 0; panel < outputs; panel += width_of(panel, outputs)) {
    for (int64_t first = 0; first < count; first += kRows) {
      const int64_t here = count - first < kRows ? count - first : kRows;
      const float* rows[kRows];
      int64_t places[kRows];
      for (int64_t r = 0; r < here; r++) rows[r] = at(first + r, &places[r]);
      const float* from = weights + panel * runs.length();
      if (width_of(panel, outputs) == kPanel)
        panel_product<kVectors>(here, rows, runs, from, places, panel, results);
      else
        panel_product<1>(here, rows, runs, from, places, panel, results);
    }
  }
}

// A picture with zeros around it, so that no row of a product ends at a border.
inline void frame(const ConvolutionShape& shape, const ConvolutionPictures& pictures, const float* picture, float* framed) {
  const int64_t p = shape.padding, row = pictures.width * shape.inputs, wide = (pictures.width + 2 * p) * shape.inputs;
  std::memset(framed, 0, static_cast<size_t>(p * wide) * 4);
  std::memset(framed + (pictures.height + p) * wide, 0, static_cast<size_t>(p * wide) * 4);
  for (int64_t y = 0; y < pictures.height; y++) {
    float* to = framed + (y + p) * wide;
    std::memset(to, 0, static_cast<size_t>(p * shape.inputs) * 4);
    std::memcpy(to + p * shape.inputs, picture + y * row, static_cast<size_t>(row) * 4);
    std::memset(to + p * shape.inputs + row, 0, static_cast<size_t>(p * shape.inputs) * 4);
  }
}

// One picture, as a product for each row of the kernel: pixels side by side lie side by side in memory as well.
bool direct(const ConvolutionShape& shape, const float* packed, const float* bias, const ConvolutionPictures& pictures, int64_t picture) {
  const int64_t wide = (pictures.width + 2 * shape.padding) * shape.inputs, height = out_size(shape, pictures.height, shape.rows), width = out_size(shape, pictures.width, shape.columns);
  const float* input = pictures.input + picture * pictures.height * pictures.width * shape.inputs;
  if (shape.padding > 0) {
    float* framed = scratch.take((pictures.height + 2 * shape.padding) * wide);
    if (framed == nullptr) return false;
    frame(shape, pictures, input, framed);
    input = framed;
  }
  const int64_t out = picture * height * width * shape.outputs;
  const Results results{pictures.output + out, bias, pictures.added == nullptr ? nullptr : pictures.added + out, pictures.rectified};
  multiply(height * width, shape.outputs, {shape.rows, wide, shape.columns * shape.inputs}, packed, results, [&](int64_t pixel, int64_t* place) {
    *place = pixel * shape.outputs;
    return input + pixel / width * shape.stride * wide + pixel % width * shape.stride * shape.inputs;
  });
  return true;
}

// Kernels of 3 x 3 by 16 products for each four results in place of 36: F(2 x 2, 3 x 3) of Lavin and Gray 2016, arXiv:1509.09308, whose transformations are sums and halves, so that
// rounding is no worse than that of 36.
struct Tiles {
  const ConvolutionShape& shape;
  const ConvolutionPictures& pictures;
  int64_t down = (pictures.height + 1) / 2, right = (pictures.width + 1) / 2;

  int64_t count() const { return pictures.count * down * right; }

  // So many that what they are turned into stays in the cache, and each weight that is read is used by many.
  int64_t step() const {
    const int64_t fitting = 12288 / (shape.inputs + shape.outputs) / kRows * kRows;
    return fitting < 48 ? 48 : fitting > 192 ? 192 : fitting;
  }

  // 4 x 4 pixels of each tile, one overlapping the next by two: B' d B, [16, tiles, inputs].
  void spread(int64_t first, int64_t tiles, float* to) const {
    static const float nothing[4096] = {};
    const int64_t inputs = shape.inputs, plane = tiles * inputs;
    for (int64_t t = 0; t < tiles; t++) {
      const int64_t tile = first + t, picture = tile / (down * right), top = tile / right % down * 2 - 1, left = tile % right * 2 - 1;
      const float* at[4][4];
      for (int64_t i = 0; i < 4; i++)
        for (int64_t j = 0; j < 4; j++) {
          const int64_t y = top + i, x = left + j;
          at[i][j] = y < 0 || y >= pictures.height || x < 0 || x >= pictures.width ? nothing : pictures.input + ((picture * pictures.height + y) * pictures.width + x) * inputs;
        }
      for (int64_t c = 0; c < inputs; c += kLanes) {
        Vector d[4][4];
#pragma GCC unroll 4
        for (int j = 0; j < 4; j++) {
          const Vector one = load(at[0][j] + c), two = load(at[1][j] + c), three = load(at[2][j] + c), four = load(at[3][j] + c);
          d[0][j] = one - three;
          d[1][j] = two + three;
          d[2][j] = three - two;
          d[3][j] = two - four;
        }
#pragma GCC unroll 4
        for (int i = 0; i < 4; i++) {
          float* row = to + 4 * i * plane + t * inputs + c;
          store(row, d[i][0] - d[i][2]);
          store(row + plane, d[i][1] + d[i][2]);
          store(row + 2 * plane, d[i][2] - d[i][1]);
          store(row + 3 * plane, d[i][1] - d[i][3]);
        }
      }
    }
  }

  // A' m A, 2 x 2 pixels of each tile.
  void gather(int64_t first, int64_t tiles, const float* from, const float* bias) const {
    const int64_t outputs = shape.outputs, plane = tiles * outputs;
    for (int64_t t = 0; t < tiles; t++) {
      const int64_t tile = first + t, picture = tile / (down * right), top = tile / right % down * 2, left = tile % right * 2;
      const int64_t start = ((picture * pictures.height + top) * pictures.width + left) * outputs;
      const int rows = top + 1 < pictures.height ? 2 : 1, columns = left + 1 < pictures.width ? 2 : 1;
      for (int64_t k = 0; k < outputs; k += kLanes) {
        Vector m[2][4];
#pragma GCC unroll 4
        for (int j = 0; j < 4; j++) {
          const float* column = from + j * plane + t * outputs + k;
          const Vector one = load(column), two = load(column + 4 * plane), three = load(column + 8 * plane), four = load(column + 12 * plane);
          m[0][j] = one + two + three;
          m[1][j] = two - three - four;
        }
        const Vector shift = load(bias + k);
        for (int i = 0; i < rows; i++)
          for (int j = 0; j < columns; j++) {
            const int64_t place = start + (i * pictures.width + j) * outputs + k;
            Vector sum = (j == 0 ? m[i][0] + m[i][1] + m[i][2] : m[i][1] - m[i][2] - m[i][3]) + shift;
            if (pictures.added != nullptr) sum += load(pictures.added + place);
            store(pictures.output + place, pictures.rectified ? rectified(sum) : sum);
          }
      }
    }
  }

  bool run(int64_t first, int64_t tiles, const float* packed, const float* bias) const {
    const int64_t inputs = shape.inputs, outputs = shape.outputs;
    float* spread_out = scratch.take(16 * step() * (inputs + outputs));
    if (spread_out == nullptr) return false;
    float* products = spread_out + 16 * step() * inputs;
    spread(first, tiles, spread_out);
    for (int64_t p = 0; p < 16; p++) {
      const float* rows = spread_out + p * tiles * inputs;
      multiply(tiles, outputs, {1, 0, inputs}, packed + p * inputs * outputs, {products + p * tiles * outputs, nullptr, nullptr, false}, [&](int64_t row, int64_t* place) {
        *place = row * outputs;
        return rows + row * inputs;
      });
    }
    gather(first, tiles, products, bias);
    return true;
  }
};

// G g G'.
void pack_winograd(const ConvolutionShape& shape, const float* weight, float* packed) {
  for (int64_t output = 0; output < shape.outputs; output++)
    for (int64_t input = 0; input < shape.inputs; input++) {
      const float* g = weight + (output * shape.inputs + input) * 9;
      float half[4][3], whole[4][4];
      for (int j = 0; j < 3; j++) {
        half[0][j] = g[j];
        half[1][j] = (g[j] + g[3 + j] + g[6 + j]) / 2;
        half[2][j] = (g[j] - g[3 + j] + g[6 + j]) / 2;
        half[3][j] = g[6 + j];
      }
      for (int i = 0; i < 4; i++) {
        whole[i][0] = half[i][0];
        whole[i][1] = (half[i][0] + half[i][1] + half[i][2]) / 2;
        whole[i][2] = (half[i][0] - half[i][1] + half[i][2]) / 2;
        whole[i][3] = half[i][2];
      }
      const int64_t panel = panel_of(output, shape.outputs), width = width_of(panel, shape.outputs);
      for (int64_t p = 0; p < 16; p++) packed[p * shape.inputs * shape.outputs + panel * shape.inputs + input * width + output - panel] = whole[p / 4][p % 4];
    }
}

void pack(const ConvolutionShape& shape, const float* weight, float* packed) {
  if (is_winograd(shape)) return pack_winograd(shape, weight, packed);
  const int64_t taps = shape.rows * shape.columns, length = taps * shape.inputs;
  for (int64_t output = 0; output < shape.outputs; output++) {
    const int64_t panel = panel_of(output, shape.outputs), width = width_of(panel, shape.outputs);
    for (int64_t input = 0; input < shape.inputs; input++)
      for (int64_t tap = 0; tap < taps; tap++)
        packed[panel * length + (tap * shape.inputs + input) * width + output - panel] = weight[(output * shape.inputs + input) * taps + tap];
  }
}

bool run(const ConvolutionShape& shape, const float* packed, const float* bias, const ConvolutionPictures& pictures) {
  const Tiles tiles{shape, pictures};
  const bool winograd = is_winograd(shape);
  const int64_t step = winograd ? tiles.step() : 1, count = winograd ? tiles.count() : pictures.count;
  bool done = true;
#pragma omp parallel for num_threads(pictures.threads) schedule(dynamic) reduction(&& : done)
  for (int64_t first = 0; first < count; first += step)
    done = (winograd ? tiles.run(first, count - first < step ? count - first : step, packed, bias) : direct(shape, packed, bias, pictures, first)) && done;
  return done;
}

}  // namespace
}  // namespace autodidact
