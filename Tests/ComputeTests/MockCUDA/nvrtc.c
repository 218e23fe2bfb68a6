/* A compiler of CUDA kernels for tests: hands the source through, for the mock driver to compile as OpenCL C. */
#include <stdlib.h>
#include <string.h>

struct program { char *code; size_t size; const char *log; };

int nvrtcVersion(int *major, int *minor) { *major = 12; *minor = 9; return 0; }
int nvrtcCreateProgram(void **made, const char *source, const char *name, int headers, const char *const *contents,
                       const char *const *names) {
  if (headers || !source || !name) return 3;
  static const char mark[] = "//mock sm_90\n";
  struct program *program = calloc(1, sizeof *program);
  program->size = strlen(mark) + strlen(source) + 1;
  program->code = malloc(program->size);
  strcat(strcpy(program->code, mark), source);
  program->log = "";
  *made = program;
  return 0;
}
int nvrtcDestroyProgram(void **program) {
  free(((struct program *)*program)->code);
  free(*program);
  *program = NULL;
  return 0;
}
int nvrtcCompileProgram(void *program, int count, const char *const *options) {
  for (int i = 0; i < count; i++) {
    if (!strcmp(options[i], "--gpu-architecture=sm_90") || !strcmp(options[i], "--std=c++17")) continue;
    ((struct program *)program)->log = "nvrtc: error: invalid value for an option\n";
    return 5;
  }
  return 0;
}
int nvrtcGetProgramLogSize(void *program, size_t *size) { *size = strlen(((struct program *)program)->log) + 1; return 0; }
int nvrtcGetProgramLog(void *program, char *log) { strcpy(log, ((struct program *)program)->log); return 0; }
int nvrtcGetCUBINSize(void *program, size_t *size) { *size = ((struct program *)program)->size; return 0; }
int nvrtcGetCUBIN(void *program, char *code) {
  memcpy(code, ((struct program *)program)->code, ((struct program *)program)->size);
  return 0;
}
