# What the launchers share: install what is missing, build what has changed. Sourced by ./autodidact and ./test (bash).

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# package | what it is for | one of its files below a prefix such as /usr; the first match of any pattern counts
needed=(
  'cmake|configures the native build|bin/cmake'
  'ninja-build|runs the native build|bin/ninja bin/make'
  'g++|compiles the native build|bin/c++'
  'libtorch-dev|tensors and gradients|include/ATen/core/dispatch/Dispatcher.h'
  'libopenblas0-pthread|fast matrix products|lib*/libopenblas* lib/*/libopenblas* lib*/libmkl* lib/*/libmkl*'
  'libopencv-imgcodecs-dev|reads pictures|include/opencv4/opencv2/imgcodecs.hpp include/opencv2/imgcodecs.hpp'
  'libopencv-imgproc-dev|resizes and converts pictures|include/opencv4/opencv2/imgproc.hpp include/opencv2/imgproc.hpp'
  'libfaiss-dev|nearest neighbours|include/faiss/Index.h'
  'libgloo-dev|several processes|include/gloo/context.h'
)

say() { printf '%s\n' "$@" >&2; }

fail() { say "$@"; exit 1; }

# Whether a file matching one of the patterns lies below a prefix.
found() {
  local prefix pattern match prefixes
  IFS=':;' read -ra prefixes <<< "${CMAKE_PREFIX_PATH:-}"
  for prefix in "${prefixes[@]}" /usr /usr/local; do
    for pattern in $1; do
      for match in "$prefix"/$pattern; do [[ -e $match ]] && return 0; done
    done
  done
  return 1
}

require_dotnet() {
  command -v dotnet > /dev/null || fail \
    "Autodidact needs the .NET 10 SDK, and there is no 'dotnet' here." \
    "Get it from https://dotnet.microsoft.com/download/dotnet/10.0, or with your distribution's package dotnet-sdk-10.0."
  dotnet --list-sdks | grep -qE '^(1[0-9]|[2-9][0-9])\.' || fail \
    "Autodidact needs the .NET 10 SDK; this 'dotnet' has only: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')" \
    "Get it from https://dotnet.microsoft.com/download/dotnet/10.0, or with your distribution's package dotnet-sdk-10.0."
}

install_missing() {
  local line package purpose pattern missing=() as_root=()
  for line in "${needed[@]}"; do
    IFS='|' read -r package purpose pattern <<< "$line"
    found "$pattern" && continue
    (( ${#missing[@]} )) || say "Autodidact builds on libraries that are not here yet:"
    say "  $(printf '%-26s %s' "$package" "$purpose")"
    missing+=("$package")
  done
  (( ${#missing[@]} )) || return 0

  command -v apt-get > /dev/null || fail \
    "There is no apt here to install them with. Install libtorch (1.13 or newer), a BLAS, OpenCV (imgcodecs, imgproc), FAISS, Gloo," \
    "CMake and a C++17 compiler in your system's way, or say where they lie: CMAKE_PREFIX_PATH=/opt/libtorch:/opt/faiss $0"
  if (( EUID != 0 )); then
    command -v sudo > /dev/null || fail "Installing them takes root. As root: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "Installing them with ${as_root[*]:+${as_root[*]} }apt-get."
  mkdir -p "$root/artifacts"
  {
    "${as_root[@]}" apt-get update -q && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
  } > "$root/artifacts/install.log" 2>&1 || fail "$(tail -n 15 "$root/artifacts/install.log")" "apt-get could not install ${missing[*]}; the whole output is in artifacts/install.log."
}

# Runs a step of the build quietly; when it fails, its messages are shown.
step() {
  local log=$root/artifacts/build.log
  "$@" >> "$log" 2>&1 && return 0
  grep -E '(: |^)(fatal )?error|Error at' "$log" | sort -u | head -n 30 >&2
  fail "The build failed at '$1 $2'; the whole output is in artifacts/build.log."
}

# build PROJECT STAMP SOURCES...: builds native/ and PROJECT when a source is newer than the last build that went through.
build() {
  local project=$1 stamp=$root/artifacts/$2 sources=("${@:3}")
  up_to_date "$stamp" "${sources[@]}" && return 0
  mkdir -p "$root/artifacts"
  (
    # Two launchers at once: the second waits, then finds the work done.
    if command -v flock > /dev/null; then exec 9> "$root/artifacts/.lock" && flock 9; fi
    up_to_date "$stamp" "${sources[@]}" && exit 0
    require_dotnet
    install_missing
    say "Building Autodidact (once; a few minutes the first time) ..."
    : > "$root/artifacts/build.log"
    printf '%s' "${CMAKE_PREFIX_PATH:-}" > "$stamp.new"
    # What CMake once found it does not search again, wherever it is told to look.
    local searched=$root/artifacts/cmake/.prefix
    [[ $(cat "$searched" 2> /dev/null) == "${CMAKE_PREFIX_PATH:-}" ]] || rm -f "$root/artifacts/cmake/CMakeCache.txt"
    mkdir -p "$root/artifacts/cmake"
    printf '%s' "${CMAKE_PREFIX_PATH:-}" > "$searched"
    local generator=()
    command -v ninja > /dev/null && [[ ! -e $root/artifacts/cmake/CMakeCache.txt ]] && generator=(-G Ninja)
    step cmake -S "$root/native" -B "$root/artifacts/cmake" "${generator[@]}" -DCMAKE_BUILD_TYPE=Release
    step cmake --build "$root/artifacts/cmake" --parallel 2
    step dotnet build "$root/$project" -c Release --disable-build-servers -v minimal
    # The stamp keeps the time the build began: what is edited meanwhile is built next time.
    mv "$stamp.new" "$stamp"
    [[ $project != *.slnx ]] || cp -p "$stamp" "$root/artifacts/.built"
  ) || exit 1
}

# The native libraries with checks of addresses and undefined behaviour, beside the others; the compiler sees what has changed.
build_sanitized() {
  step cmake -S "$root/native" -B "$root/artifacts/cmake-sanitized" -DCMAKE_BUILD_TYPE=Release -DCMAKE_CXX_COMPILER=g++ -DAUTODIDACT_SANITIZE=ON
  step cmake --build "$root/artifacts/cmake-sanitized" --parallel 2
}

up_to_date() {
  local stamp=$1
  [[ -e $stamp && $(< "$stamp") == "${CMAKE_PREFIX_PATH:-}" ]] || return 1
  # Folders count too: their time changes when a file in them is removed.
  [[ -z $(cd "$root" && find "${@:2}" -newer "$stamp" -print -quit) ]]
}
