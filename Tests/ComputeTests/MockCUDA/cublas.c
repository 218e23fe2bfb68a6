/* cuBLAS for tests: products in plain loops over matrices laid out by columns; every argument is checked. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Of the mock driver, which is loaded first and whose addresses are pointers. */
struct handle { void *stream; void *workspace; };
enum { NOT_INITIALISED = 1, INVALID_VALUE = 7, NOT_SUPPORTED = 15 };
enum { FLOAT = 0, BFLOAT16 = 14, SINGLE = 68, TF32 = 77 };

int cublasCreate_v2(struct handle **made) { *made = calloc(1, sizeof **made); return 0; }
int cublasDestroy_v2(struct handle *handle) { free(handle); return 0; }
int cublasGetVersion_v2(struct handle *handle, int *version) { *version = 120901; return handle ? 0 : NOT_INITIALISED; }
int cublasSetStream_v2(struct handle *handle, void *stream) { handle->stream = stream; return stream ? 0 : INVALID_VALUE; }
int cublasSetWorkspace_v2(struct handle *handle, void *workspace, size_t bytes) {
  handle->workspace = workspace;
  return workspace && (uintptr_t)workspace % 256 == 0 && bytes ? 0 : INVALID_VALUE;
}

static float widened(uint16_t half) {
  uint32_t bits = (uint32_t)half << 16;
  float value;
  memcpy(&value, &bits, 4);
  return value;
}
/* 11 binary digits, ties to even. */
static float tf32(float value) {
  uint32_t bits;
  memcpy(&bits, &value, 4);
  if ((bits & 0x7f800000u) == 0x7f800000u) return value;
  bits += 0xfffu + ((bits >> 13) & 1u);
  bits &= ~0x1fffu;
  memcpy(&value, &bits, 4);
  return value;
}
static float element(const void *matrix, int64_t index, int type, int arithmetic) {
  if (type == BFLOAT16) return widened(((const uint16_t *)matrix)[index]);
  float value = ((const float *)matrix)[index];
  return arithmetic == TF32 ? tf32(value) : value;
}

int cublasGemmStridedBatchedEx(struct handle *handle, int transA, int transB, int m, int n, int k, const float *alpha,
    const char *a, int typeA, int lda, long long stepA, const char *b, int typeB, int ldb, long long stepB,
    const float *beta, float *c, int typeC, int ldc, long long stepC, int batch, int arithmetic, int algorithm) {
  if (!handle || !handle->stream || !handle->workspace) return NOT_INITIALISED;
  if (m < 0 || n < 0 || k < 0 || batch < 0 || (transA | transB) & ~1) return INVALID_VALUE;
  if (lda < (transA ? k : m) || ldb < (transB ? n : k) || ldc < m || lda < 1 || ldb < 1 || ldc < 1) return INVALID_VALUE;
  if (typeC != FLOAT || typeA != typeB || (typeA != FLOAT && typeA != BFLOAT16)) return NOT_SUPPORTED;
  if ((arithmetic != SINGLE && arithmetic != TF32) || algorithm != -1) return NOT_SUPPORTED;
  size_t size = typeA == FLOAT ? 4 : 2;
  for (int item = 0; item < batch; item++) {
    const char *left = a + item * stepA * size, *right = b + item * stepB * size;
    float *result = c + item * stepC;
    for (int column = 0; column < n; column++)
      for (int row = 0; row < m; row++) {
        float sum = 0;
        for (int inner = 0; inner < k; inner++) {
          int64_t ia = transA ? (int64_t)row * lda + inner : (int64_t)inner * lda + row;
          int64_t ib = transB ? (int64_t)inner * ldb + column : (int64_t)column * ldb + inner;
          sum = fmaf(element(left, ia, typeA, arithmetic), element(right, ib, typeB, arithmetic), sum);
        }
        float *target = result + (int64_t)column * ldc + row;
        *target = *beta == 0 ? *alpha * sum : *alpha * sum + *beta * *target;
      }
  }
  return 0;
}
