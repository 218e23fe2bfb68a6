/* A driver of CUDA for tests: the calls the workbench makes, carried out on the processor through OpenCL.
   Device memory is memory of the process, so that a device's address is a pointer; a module is OpenCL source; a launch is
   done when it returns. Wrong handles, kernels and arguments are errors, as they would be with the real one. */
#define CL_TARGET_OPENCL_VERSION 200
#include <CL/cl.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { OK = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, INVALID_CONTEXT = 201, INVALID_HANDLE = 400, NOT_FOUND = 500,
       LAUNCH_FAILED = 719 };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static cl_context context;
static cl_command_queue queue;
static cl_device_id device;
static __thread void *current;

/* Memory of the device: a budget that tests may set, and what is allocated. */
static size_t budget = (size_t)4 << 30, used;
static struct block { struct block *next; char *start; size_t bytes; } *blocks;

/* A fault that tests may order: the call of that name fails with this status after so many good ones, and, as with a lost
   device, so do all calls after it if `sticky`. */
static char faultCall[64];
static int faultStatus, faultAfter = -1, faultSticky, lost;
/* How often each call was made, for tests that look at the sequence. */
static struct { const char *name; long count; } counts[64];

long mockCount(const char *name) {
  for (int i = 0; i < 64 && counts[i].name; i++) if (!strcmp(counts[i].name, name)) return counts[i].count;
  return 0;
}
void mockSetMemory(size_t bytes) { budget = bytes; }
size_t mockUsedMemory(void) { return used; }
void mockFail(const char *call, int after, int status, int sticky) {
  snprintf(faultCall, sizeof faultCall, "%s", call);
  faultAfter = after; faultStatus = status; faultSticky = sticky; lost = 0;
}

static void readOrders(void) {
  /* CALL:AFTER:STATUS, a fault that lasts, for programs that tests start. */
  const char *order = getenv("MOCK_CUDA_FAULT"), *memory = getenv("MOCK_CUDA_MEMORY");
  char call[64]; int after, status;
  if (order && sscanf(order, "%63[^:]:%d:%d", call, &after, &status) == 3) mockFail(call, after, status, 1);
  if (memory) budget = strtoull(memory, NULL, 10);
}

/* Counts a call; what it returns is given back at once unless it is 0. */
static int enter(const char *name) {
  pthread_mutex_lock(&turn);
  int i = 0;
  while (i < 63 && counts[i].name && strcmp(counts[i].name, name)) i++;
  counts[i].name = name;
  counts[i].count++;
  if (lost) return lost;
  if (faultAfter >= 0 && !strcmp(faultCall, name) && faultAfter-- == 0) {
    if (faultSticky) lost = faultStatus;
    return faultStatus;
  }
  return OK;
}
static int leave(int status) { pthread_mutex_unlock(&turn); return status; }
#define ENTER int entered = enter(__func__); if (entered) return leave(entered)
#define ENTER_CURRENT ENTER; if (!current) return leave(INVALID_CONTEXT)

static struct block *blockOf(const void *address) {
  for (struct block *b = blocks; b; b = b->next)
    if ((char *)address >= b->start && (char *)address < b->start + b->bytes) return b;
  return NULL;
}
/* Whether so many bytes from an address on lie in one allocation. */
static int isInside(const void *address, size_t bytes) {
  struct block *b = blockOf(address);
  return b && (char *)address + bytes <= b->start + b->bytes;
}

/* Copies of this library in one process must not wake OpenCL at the same moment. */
static cl_int wake(cl_platform_id *platform) {
  int lock = open("/proc/self/exe", O_RDONLY);
  flock(lock, LOCK_EX);
  cl_int status = clGetPlatformIDs(1, platform, NULL);
  if (!status) status = clGetDeviceIDs(*platform, CL_DEVICE_TYPE_CPU, 1, &device, NULL);
  close(lock);
  return status;
}

int cuInit(unsigned flags) {
  ENTER;
  if (context) return leave(OK);
  cl_platform_id platform;
  cl_int status = wake(&platform);
  if (!status) context = clCreateContext(NULL, 1, &device, NULL, NULL, &status);
  if (!status) queue = clCreateCommandQueueWithProperties(context, device, NULL, &status);
  readOrders();
  return leave(status ? 100 : OK);
}
int cuDriverGetVersion(int *version) { ENTER; *version = 12090; return leave(OK); }
int cuDeviceGetCount(int *count) { ENTER; *count = 1; return leave(OK); }
int cuDeviceGet(int *ordinal, int index) { ENTER; *ordinal = index; return leave(index ? INVALID_VALUE : OK); }
int cuDeviceGetName(char *name, int length, int ordinal) {
  ENTER; snprintf(name, length, "mock device"); return leave(OK);
}
int cuDeviceGetAttribute(int *value, int attribute, int ordinal) {
  ENTER;
  switch (attribute) {
  case 75: *value = 9; return leave(OK);
  case 76: *value = 0; return leave(OK);
  case 16: *value = 2; return leave(OK);
  default: return leave(INVALID_VALUE);
  }
}
int cuDevicePrimaryCtxRetain(void **made, int ordinal) { ENTER; *made = context; return leave(OK); }
int cuCtxSetCurrent(void *wanted) {
  ENTER; if (wanted != context) return leave(INVALID_CONTEXT); current = wanted; return leave(OK);
}
int cuMemGetInfo_v2(size_t *free, size_t *total) {
  ENTER_CURRENT; *free = budget - used; *total = budget; return leave(OK);
}

int cuMemAlloc_v2(uint64_t *address, size_t bytes) {
  ENTER_CURRENT;
  if (!bytes) return leave(INVALID_VALUE);
  if (used + bytes > budget) return leave(OUT_OF_MEMORY);
  /* The processor's OpenCL reaches all memory of the process; real devices align to 256 bytes. */
  char *start = aligned_alloc(256, (bytes + 255) / 256 * 256);
  if (!start) return leave(OUT_OF_MEMORY);
  /* What was never written is a NaN. */
  memset(start, 0xff, bytes);
  struct block *block = malloc(sizeof *block);
  *block = (struct block){ blocks, start, bytes };
  blocks = block;
  used += bytes;
  *address = (uint64_t)start;
  return leave(OK);
}
int cuMemFree_v2(uint64_t address) {
  ENTER_CURRENT;
  for (struct block **at = &blocks; *at; at = &(*at)->next)
    if ((*at)->start == (char *)address) {
      struct block *gone = *at;
      *at = gone->next;
      used -= gone->bytes;
      free(gone->start);
      free(gone);
      return leave(OK);
    }
  return leave(INVALID_VALUE);
}
int cuMemAllocHost_v2(void **start, size_t bytes) { ENTER_CURRENT; *start = malloc(bytes); return leave(OK); }

/* Streams and events: handles that are checked; work is done by the time a call returns. */
struct handle { int kind; };
enum { STREAM = 0x57, EVENT = 0xe7 };
static int isHandle(void *handle, int kind) { return handle && ((struct handle *)handle)->kind == kind; }
static int make(void **handle, int kind) {
  struct handle *made = malloc(sizeof *made);
  made->kind = kind;
  *handle = made;
  return OK;
}
int mockIsStream(void *stream) { return isHandle(stream, STREAM); }
int mockIsMemory(uint64_t address, size_t bytes) {
  pthread_mutex_lock(&turn);
  int inside = isInside((void *)address, bytes);
  pthread_mutex_unlock(&turn);
  return inside;
}
int cuStreamCreate(void **stream, unsigned flags) { ENTER_CURRENT; return leave(flags == 1 ? make(stream, STREAM) : INVALID_VALUE); }
int cuStreamSynchronize(void *stream) { ENTER_CURRENT; return leave(isHandle(stream, STREAM) ? OK : INVALID_HANDLE); }
int cuEventCreate(void **event, unsigned flags) { ENTER_CURRENT; return leave(flags == 2 ? make(event, EVENT) : INVALID_VALUE); }
int cuEventRecord(void *event, void *stream) {
  ENTER_CURRENT; return leave(isHandle(event, EVENT) && isHandle(stream, STREAM) ? OK : INVALID_HANDLE);
}
int cuEventSynchronize(void *event) { ENTER_CURRENT; return leave(isHandle(event, EVENT) ? OK : INVALID_HANDLE); }

int cuMemcpyHtoDAsync_v2(uint64_t target, const void *source, size_t bytes, void *stream) {
  ENTER_CURRENT;
  if (!isHandle(stream, STREAM)) return leave(INVALID_HANDLE);
  if (!isInside((void *)target, bytes)) return leave(INVALID_VALUE);
  memcpy((void *)target, source, bytes);
  return leave(OK);
}
int cuMemcpyDtoHAsync_v2(void *target, uint64_t source, size_t bytes, void *stream) {
  ENTER_CURRENT;
  if (!isHandle(stream, STREAM)) return leave(INVALID_HANDLE);
  if (!isInside((void *)source, bytes)) return leave(INVALID_VALUE);
  memcpy(target, (void *)source, bytes);
  return leave(OK);
}
int cuMemcpyDtoDAsync_v2(uint64_t target, uint64_t source, size_t bytes, void *stream) {
  ENTER_CURRENT;
  if (!isHandle(stream, STREAM)) return leave(INVALID_HANDLE);
  if (!isInside((void *)target, bytes) || !isInside((void *)source, bytes)) return leave(INVALID_VALUE);
  memmove((void *)target, (void *)source, bytes);
  return leave(OK);
}

int cuModuleLoadData(void **module, const void *image) {
  ENTER_CURRENT;
  /* What the mock compiler gave: source behind a first line that says so. */
  static const char mark[] = "//mock sm_90\n";
  if (strncmp(image, mark, strlen(mark))) return leave(INVALID_VALUE);
  const char *source = image;
  cl_int status;
  cl_program program = clCreateProgramWithSource(context, 1, &source, NULL, &status);
  if (!status) status = clBuildProgram(program, 1, &device, "-cl-std=CL1.2 -cl-kernel-arg-info", NULL, NULL);
  if (status) {
    static char log[1 << 16];
    clGetProgramBuildInfo(program, device, CL_PROGRAM_BUILD_LOG, sizeof log, log, NULL);
    fprintf(stderr, "the kernels do not build: %s\n", log);
    return leave(INVALID_VALUE);
  }
  *module = program;
  return leave(OK);
}
int cuModuleGetFunction(void **function, void *module, const char *name) {
  ENTER_CURRENT;
  cl_int status;
  *function = clCreateKernel(module, name, &status);
  return leave(status ? NOT_FOUND : OK);
}

/* Bytes of an argument of some type; 0 for a type that no kernel should take. */
static size_t sizeOf(const char *type) {
  if (!strcmp(type, "int") || !strcmp(type, "i32") || !strcmp(type, "uint") || !strcmp(type, "u32") || !strcmp(type, "float")) return 4;
  if (!strcmp(type, "long") || !strcmp(type, "i64") || !strcmp(type, "ulong") || !strcmp(type, "u64") || !strcmp(type, "double")) return 8;
  return 0;
}
static int setArgument(cl_kernel kernel, unsigned index, const void *value) {
  cl_kernel_arg_address_qualifier space;
  clGetKernelArgInfo(kernel, index, CL_KERNEL_ARG_ADDRESS_QUALIFIER, sizeof space, &space, NULL);
  if (space == CL_KERNEL_ARG_ADDRESS_GLOBAL) {
    void *address = *(void *const *)value;
    if (!isInside(address, 1)) return INVALID_VALUE;
    return clSetKernelArgSVMPointer(kernel, index, address);
  }
  char type[64];
  clGetKernelArgInfo(kernel, index, CL_KERNEL_ARG_TYPE_NAME, sizeof type, type, NULL);
  size_t size = sizeOf(type);
  return size ? clSetKernelArg(kernel, index, size, value) : INVALID_VALUE;
}
int cuLaunchKernel(void *kernel, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
                   unsigned shared, void *stream, void **arguments, void **extra) {
  ENTER_CURRENT;
  if (!isHandle(stream, STREAM)) return leave(INVALID_HANDLE);
  /* The limits of real devices. */
  if (!gx || !gy || gy > 65535 || gz != 1 || bx * by * bz > 1024 || !bx || by != 1 || bz != 1 || shared || extra)
    return leave(INVALID_VALUE);
  cl_uint count;
  clGetKernelInfo(kernel, CL_KERNEL_NUM_ARGS, sizeof count, &count, NULL);
  for (unsigned i = 0; i < count; i++)
    if (setArgument(kernel, i, arguments[i])) return leave(INVALID_VALUE);
  size_t global[2] = { (size_t)gx * bx, gy }, local[2] = { bx, 1 };
  cl_int status = clEnqueueNDRangeKernel(queue, kernel, 2, NULL, global, local, 0, NULL, NULL);
  if (!status) status = clFinish(queue);
  if (status) fprintf(stderr, "a kernel could not run: OpenCL's error %d\n", status);
  return leave(status ? LAUNCH_FAILED : OK);
}

int cuGetErrorString(int status, const char **words) {
  switch (status) {
  case OK: *words = "no error"; return OK;
  case INVALID_VALUE: *words = "invalid argument"; return OK;
  case OUT_OF_MEMORY: *words = "out of memory"; return OK;
  case 100: *words = "no CUDA-capable device is detected"; return OK;
  case INVALID_CONTEXT: *words = "invalid device context"; return OK;
  case INVALID_HANDLE: *words = "invalid resource handle"; return OK;
  case NOT_FOUND: *words = "named symbol not found"; return OK;
  case 700: *words = "an illegal memory access was encountered"; return OK;
  case LAUNCH_FAILED: *words = "unspecified launch failure"; return OK;
  default: *words = NULL; return INVALID_VALUE;
  }
}
