// tfjs_binding.node as Node loads it: opens TensorFlow and hands over to tfjs-node's own binding.
//
// While TensorFlow's library initialises itself it prints two notes on stderr that no setting turns
// off (TF_CPP_MIN_LOG_LEVEL is read later). So stderr goes to a temporary file during the load
// alone, and then all of it but those two lines is passed on: also when the load aborts.
// TF_CPP_MIN_LOG_LEVEL=0 keeps the notes.
#include <dlfcn.h>
#include <node_api.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

const char kBinding[] = "tensorflow_binding.so";  // tfjs-node's binding, beside this file
const char* const kNotes[] = {
    "WARNING: All log messages before absl::InitializeLog() is called",
    "oneDNN custom operations are on.",
};

int parked = -1;  // the file that stands in for stderr during the load
int real_stderr = -1;

bool IsNote(const std::string& line) {
  for (const char* note : kNotes) {
    if (line.find(note) != std::string::npos) return true;
  }
  return false;
}

// The load aborts: puts stderr back and passes on what was written, by async-signal-safe calls.
void PassOnAndAbort(int number) {
  char block[4096];
  dup2(real_stderr, STDERR_FILENO);
  lseek(parked, 0, SEEK_SET);
  for (ssize_t count; (count = read(parked, block, sizeof block)) > 0;) {
    if (write(STDERR_FILENO, block, count) < 0) break;
  }
  signal(number, SIG_DFL);
  raise(number);
}

void* Open(const std::string& path) { return dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL); }

void* OpenQuietly(const std::string& path) {
  const char* level = std::getenv("TF_CPP_MIN_LOG_LEVEL");
  FILE* file = level != nullptr && std::strcmp(level, "0") == 0 ? nullptr : std::tmpfile();
  if (file == nullptr) return Open(path);
  std::fflush(stderr);
  real_stderr = dup(STDERR_FILENO);
  parked = fileno(file);
  if (real_stderr < 0 || dup2(parked, STDERR_FILENO) < 0) {
    if (real_stderr >= 0) close(real_stderr);
    std::fclose(file);
    return Open(path);
  }
  auto previous = signal(SIGABRT, PassOnAndAbort);
  void* binding = Open(path);
  std::fflush(stderr);
  signal(SIGABRT, previous);
  dup2(real_stderr, STDERR_FILENO);
  close(real_stderr);
  std::rewind(file);
  char* line = nullptr;
  size_t capacity = 0;
  while (getline(&line, &capacity, file) >= 0) {
    if (!IsNote(line)) std::fputs(line, stderr);
  }
  std::free(line);
  std::fclose(file);
  return binding;
}

std::string BesideThisFile(const char* name) {
  Dl_info info;
  if (dladdr(reinterpret_cast<const void*>(&IsNote), &info) == 0) return name;
  std::string path(info.dli_fname);
  return path.substr(0, path.rfind('/') + 1) + name;
}

napi_value Fail(napi_env env) {
  napi_throw_error(env, "ERR_DLOPEN_FAILED", dlerror());
  return nullptr;
}

}  // namespace

NAPI_MODULE_INIT() {
  void* binding = OpenQuietly(BesideThisFile(kBinding));
  if (binding == nullptr) return Fail(env);
  using Register = napi_value (*)(napi_env, napi_value);
  auto hand_over = reinterpret_cast<Register>(dlsym(binding, "napi_register_module_v1"));
  return hand_over == nullptr ? Fail(env) : hand_over(env, exports);
}
