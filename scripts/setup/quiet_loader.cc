// tfjs_binding.node as Node loads it: opens TensorFlow and hands over to tfjs-node's own binding.
//
// While TensorFlow's library initialises itself it prints two notes on stderr that no setting
// turns off (TF_CPP_MIN_LOG_LEVEL is read later). So the log level is raised for the load alone;
// afterwards everything is logged as TensorFlow and the user have it. TF_CPP_MIN_LOG_LEVEL=0 keeps
// the notes.
#include <dlfcn.h>
#include <node_api.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "absl/base/log_severity.h"
#include "absl/log/globals.h"

namespace {

const char kBinding[] = "tensorflow_binding.so";  // tfjs-node's binding, beside this file

std::string BesideThisFile(const char* name) {
  Dl_info info;
  if (dladdr(reinterpret_cast<const void*>(&BesideThisFile), &info) == 0) return name;
  std::string path(info.dli_fname);
  return path.substr(0, path.rfind('/') + 1) + name;
}

void* OpenQuietly(const std::string& path) {
  const char* level = std::getenv("TF_CPP_MIN_LOG_LEVEL");
  if (level != nullptr && std::strcmp(level, "0") == 0) {
    return dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  }
  const absl::LogSeverityAtLeast before = absl::MinLogLevel();
  absl::SetMinLogLevel(absl::LogSeverityAtLeast::kWarning);
  void* binding = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  absl::SetMinLogLevel(before);
  return binding;
}

}  // namespace

NAPI_MODULE_INIT() {
  void* binding = OpenQuietly(BesideThisFile(kBinding));
  if (binding == nullptr) {
    napi_throw_error(env, "ERR_DLOPEN_FAILED", dlerror());
    return nullptr;
  }
  using Register = napi_value (*)(napi_env, napi_value);
  auto open = reinterpret_cast<Register>(dlsym(binding, "napi_register_module_v1"));
  if (open == nullptr) {
    napi_throw_error(env, "ERR_DLOPEN_FAILED", dlerror());
    return nullptr;
  }
  return open(env, exports);
}
