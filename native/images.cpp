// The images door: OpenCV's codecs and resampling behind a few C functions.
//
// Pixels cross as 8-bit, row-major, interleaved rows, grey or RGB. The managed side has read the header and refused what
// is too large before it comes here. Nothing is thrown across the border: a function returns 0, or 1 with a message in
// autodidact_images_error.

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <streambuf>
#include <string>
#include <vector>

#define DOOR extern "C" __attribute__((visibility("default")))

namespace {

thread_local std::string last_error;

// What the codecs complained of while this thread was decoding; null while it is not.
thread_local std::string* complaints = nullptr;

int silent(int, const char*, const char*, const char*, int, void*) { return 0; }

// OpenCV writes its own complaints to std::cerr, libjpeg and libpng theirs to stderr, and nothing can be set to stop them.
// They would tear the progress display, and they are the only sign of a JPEG with damage in its middle. So both streams
// pass through here: the lines of a thread that is decoding are kept for it, all others go where they always went.
class FilteredErrors : public std::streambuf {
public:
    explicit FilteredErrors(std::streambuf* original) : original_(original) {}

protected:
    int overflow(int c) override {
        if (c == EOF) return 0;
        if (complaints == nullptr) return original_->sputc(char(c));
        complaints->push_back(char(c));
        return c;
    }
    std::streamsize xsputn(const char* text, std::streamsize count) override {
        if (complaints == nullptr) return original_->sputn(text, count);
        complaints->append(text, size_t(count));
        return count;
    }
    int sync() override { return original_->pubsync(); }

private:
    std::streambuf* original_;
};

#ifdef __GLIBC__
ssize_t write_error(void*, const char* text, size_t count) {
    if (complaints == nullptr) return write(STDERR_FILENO, text, count);
    complaints->append(text, count);
    return ssize_t(count);
}
#endif

void filter_errors() {
    // Never freed: others may write while the process ends.
    std::cerr.rdbuf(new FilteredErrors(std::cerr.rdbuf()));
#ifdef __GLIBC__
    cookie_io_functions_t functions = {};
    functions.write = write_error;
    if (FILE* stream = fopencookie(nullptr, "w", functions)) {
        setvbuf(stream, nullptr, _IONBF, 0);
        stderr = stream;
    }
#endif
}

// Loader threads are the parallelism; OpenCV's own would only fight them.
void prepare() {
    static const bool prepared = [] {
        cv::setNumThreads(1);
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        cv::redirectError(silent);
        filter_errors();
        return true;
    }();
    (void)prepared;
}

struct Listening {
    std::string heard;
    Listening() { complaints = &heard; }
    ~Listening() { complaints = nullptr; }
    bool contains(const char* text) const { return heard.find(text) != std::string::npos; }
};

template <typename Action>
int guarded(Action action) noexcept {
    try {
        prepare();
        action();
        return 0;
    } catch (const cv::Exception& error) {
        last_error = error.err.empty() ? error.what() : error.err;
    } catch (const std::exception& error) {
        last_error = error.what();
    } catch (...) {
        last_error = "unknown error";
    }
    return 1;
}

[[noreturn]] void fail(const std::string& message) { throw std::runtime_error(message); }

// 0..65535 to 0..255 with rounding: 65535 / 257 = 255. Shifting by eight, as codecs do on their own, darkens.
void to_eight_bits(cv::Mat& image) {
    if (image.depth() == CV_8U) return;
    if (image.depth() != CV_16U) fail("its channels are neither 8 nor 16 bits of whole numbers");
    cv::Mat eight;
    image.convertTo(eight, CV_8U, 1.0 / 257.0);
    image = eight;
}

// Alpha is composited over white: it is what a viewer shows, whereas dropping it uncovers colours that nobody was meant
// to see. A picture that is transparent everywhere is one whose alpha channel was never filled (32-bit BMP): dropped.
void flatten_alpha(cv::Mat& image) {
    if (image.channels() != 4 && image.channels() != 2) return;
    const int colours = image.channels() - 1;
    cv::Mat flat(image.rows, image.cols, CV_8UC(colours));
    bool visible = false;
    for (int row = 0; row < image.rows && !visible; row++) {
        const uint8_t* source = image.ptr<uint8_t>(row) + colours;
        for (int column = 0; column < image.cols && !visible; column++, source += colours + 1) visible = *source != 0;
    }
    for (int row = 0; row < image.rows; row++) {
        const uint8_t* source = image.ptr<uint8_t>(row);
        uint8_t* target = flat.ptr<uint8_t>(row);
        for (int column = 0; column < image.cols; column++, source += colours + 1, target += colours) {
            const int alpha = visible ? source[colours] : 255;
            for (int c = 0; c < colours; c++) target[c] = uint8_t((source[c] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    }
    image = flat;
}

// The eight values of the EXIF orientation tag.
void turn_upright(cv::Mat& image, int orientation) {
    switch (orientation) {
        case 2: cv::flip(image, image, 1); break;
        case 3: cv::flip(image, image, -1); break;
        case 4: cv::flip(image, image, 0); break;
        case 5: cv::transpose(image, image); break;
        case 6: cv::rotate(image, image, cv::ROTATE_90_CLOCKWISE); break;
        case 7: cv::transpose(image, image); cv::flip(image, image, -1); break;
        case 8: cv::rotate(image, image, cv::ROTATE_90_COUNTERCLOCKWISE); break;
        default: break;
    }
}

int decode_flags(int reduce, bool grey) {
    if (reduce == 1) return cv::IMREAD_UNCHANGED;
    // 2, 4 and 8 are the flags 16, 32 and 64, plus one for colour; IMREAD_UNCHANGED cannot be combined with them.
    return reduce * 8 + (grey ? 0 : 1) + cv::IMREAD_IGNORE_ORIENTATION;
}

cv::Mat wrap(const uint8_t* pixels, int width, int height, int channels) {
    return cv::Mat(height, width, CV_8UC(channels), const_cast<uint8_t*>(pixels));
}

}  // namespace

// The message of the last failure on this thread; valid until the next call.
DOOR const char* autodidact_images_error() { return last_error.c_str(); }

// The version of the library that runs, which may be newer than the one compiled against.
DOOR const char* autodidact_images_version() {
    static const std::string version = cv::getVersionString();
    return version.c_str();
}

// Decodes to an upright 8-bit picture of 1 or 3 channels. `reduce` is 1, or 2, 4, 8 for JPEG. The picture stays with
// `image` until autodidact_images_take.
DOOR int autodidact_images_decode(const uint8_t* data, int64_t length, int reduce, int grey, int orientation,
                                  cv::Mat** image, int* width, int* height, int* channels) {
    return guarded([&] {
        cv::Mat bytes(1, int(length), CV_8UC1, const_cast<uint8_t*>(data));
        cv::Mat decoded;
        {
            Listening codec;
            decoded = cv::imdecode(bytes, decode_flags(reduce, grey != 0));
            // libjpeg goes on after these with grey or shifted blocks; its other warnings are harmless.
            if (codec.contains("premature end") || codec.contains("bad Huffman code")) fail("its data are damaged in the middle");
        }
        if (decoded.empty()) fail("its data are damaged");
        to_eight_bits(decoded);
        flatten_alpha(decoded);
        if (decoded.channels() != 1 && decoded.channels() != 3) fail("it has " + std::to_string(decoded.channels()) + " channels");
        if (decoded.channels() == 3) cv::cvtColor(decoded, decoded, cv::COLOR_BGR2RGB);
        turn_upright(decoded, orientation);
        *width = decoded.cols;
        *height = decoded.rows;
        *channels = decoded.channels();
        *image = new cv::Mat(std::move(decoded));
    });
}

// Copies a decoded picture into `target` (null: nowhere) and frees it.
DOOR void autodidact_images_take(cv::Mat* image, uint8_t* target) {
    if (target != nullptr) {
        const size_t row_bytes = image->cols * image->elemSize();
        for (int row = 0; row < image->rows; row++) std::memcpy(target + row * row_bytes, image->ptr(row), row_bytes);
    }
    delete image;
}

// Encodes as the format that `extension` names (".png"); `quality` is 1 to 100 for JPEG and WebP, ignored otherwise.
DOOR int autodidact_images_encode(const uint8_t* pixels, int width, int height, int channels, const char* extension,
                                  int quality, std::vector<uint8_t>** file, int64_t* length) {
    return guarded([&] {
        cv::Mat image = wrap(pixels, width, height, channels);
        if (channels == 3) {
            cv::Mat swapped;
            cv::cvtColor(image, swapped, cv::COLOR_RGB2BGR);
            image = swapped;
        }
        auto encoded = std::make_unique<std::vector<uint8_t>>();
        // OpenCV's writer of WebP looks at the first setting alone.
        const std::vector<int> settings = {std::strcmp(extension, ".webp") == 0 ? cv::IMWRITE_WEBP_QUALITY : cv::IMWRITE_JPEG_QUALITY, quality};
        if (!cv::imencode(extension, image, *encoded, settings)) fail("OpenCV cannot write this format");
        *length = int64_t(encoded->size());
        *file = encoded.release();
    });
}

// Copies an encoded file into `target` (null: nowhere) and frees it.
DOOR void autodidact_images_take_file(std::vector<uint8_t>* file, uint8_t* target) {
    if (target != nullptr) std::memcpy(target, file->data(), file->size());
    delete file;
}

// Resamples: the mean over each target pixel's area when both sides shrink, bilinear otherwise.
DOOR int autodidact_images_resize(const uint8_t* pixels, int width, int height, int channels, uint8_t* target,
                                  int target_width, int target_height) {
    return guarded([&] {
        cv::Mat source = wrap(pixels, width, height, channels);
        cv::Mat result = wrap(target, target_width, target_height, channels);
        const bool shrinks = target_width <= width && target_height <= height;
        cv::resize(source, result, result.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    });
}

#ifdef AUTODIDACT_SANITIZE
// Not in the program: lets a test see that the sanitizers end a process that does what they look for.
DOOR void autodidact_images_misbehave(int kind) {
    volatile int large = 0x7fffffff, size = 8;
    const std::unique_ptr<uint8_t[]> bytes(new uint8_t[size]);
    if (kind == 0) static_cast<volatile uint8_t*>(bytes.get())[size] = 1;
    if (kind == 1) large = large + 1;
}
#endif
