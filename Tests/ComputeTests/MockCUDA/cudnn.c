/* cuDNN for tests: the three computations of a convolution in plain loops; every descriptor and argument is checked. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { OK = 0, BAD_PARAMETER = 2000, NOT_SUPPORTED = 3000 };
enum { NHWC = 1, FLOAT = 0, BFLOAT16 = 9, CROSS_CORRELATION = 1, DEFAULT = 0, TENSOR_CORES = 1, EXACT = 3 };

struct handle { void *stream; };
struct tensor { int element, n, c, h, w; };
struct filter { int element, k, c, h, w; };
struct convolution { int padding, stride, groups, arithmetic; };
struct proposal { int algorithm, status; float milliseconds; size_t memory; int determinism, arithmetic, reserved[3]; };

size_t cudnnGetVersion(void) { return 90100; }
const char *cudnnGetErrorString(int status) {
  return status == BAD_PARAMETER ? "CUDNN_STATUS_BAD_PARAM" : "CUDNN_STATUS_NOT_SUPPORTED";
}
int cudnnCreate(struct handle **made) { *made = calloc(1, sizeof **made); return OK; }
int cudnnSetStream(struct handle *handle, void *stream) { handle->stream = stream; return stream ? OK : BAD_PARAMETER; }
int cudnnCreateTensorDescriptor(struct tensor **made) { *made = calloc(1, sizeof **made); return OK; }
int cudnnCreateFilterDescriptor(struct filter **made) { *made = calloc(1, sizeof **made); return OK; }
int cudnnCreateConvolutionDescriptor(struct convolution **made) { *made = calloc(1, sizeof **made); return OK; }
int cudnnDestroyTensorDescriptor(void *gone) { free(gone); return OK; }
int cudnnDestroyFilterDescriptor(void *gone) { free(gone); return OK; }
int cudnnDestroyConvolutionDescriptor(void *gone) { free(gone); return OK; }

static int isElement(int element) { return element == FLOAT || element == BFLOAT16; }
int cudnnSetTensor4dDescriptor(struct tensor *t, int format, int element, int n, int c, int h, int w) {
  *t = (struct tensor){ element, n, c, h, w };
  return format == NHWC && isElement(element) && n > 0 && c > 0 && h > 0 && w > 0 ? OK : BAD_PARAMETER;
}
int cudnnSetFilter4dDescriptor(struct filter *f, int element, int format, int k, int c, int h, int w) {
  *f = (struct filter){ element, k, c, h, w };
  return format == NHWC && isElement(element) && k > 0 && c > 0 && h > 0 && w > 0 ? OK : BAD_PARAMETER;
}
int cudnnSetConvolution2dDescriptor(struct convolution *c, int down, int right, int strideDown, int strideRight,
                                    int dilationDown, int dilationRight, int mode, int element) {
  *c = (struct convolution){ down, strideDown, 1, 0 };
  return down == right && strideDown == strideRight && strideDown > 0 && dilationDown == 1 && dilationRight == 1
      && mode == CROSS_CORRELATION && element == FLOAT ? OK : BAD_PARAMETER;
}
int cudnnSetConvolutionGroupCount(struct convolution *c, int groups) {
  c->groups = groups;
  return groups > 0 ? OK : BAD_PARAMETER;
}
int cudnnSetConvolutionMathType(struct convolution *c, int arithmetic) {
  c->arithmetic = arithmetic;
  return arithmetic == TENSOR_CORES || arithmetic == EXACT ? OK : BAD_PARAMETER;
}

/* Whether the four descriptors belong to one convolution. */
static int fit(struct tensor *x, struct filter *f, struct convolution *c, struct tensor *y) {
  return x->element == f->element && y->element == f->element && x->n == y->n && y->c == f->k
      && f->c * c->groups == x->c && f->k % c->groups == 0
      && y->h == (x->h + 2 * c->padding - f->h) / c->stride + 1 && y->w == (x->w + 2 * c->padding - f->w) / c->stride + 1;
}

/* The first proposal needs more workspace than anyone gives, the second gives other bits in every run, the third is not
   supported after all. The last says, as real ones do, that any arithmetic will do. */
static int propose(struct convolution *c, int wanted, int *count, struct proposal *proposals, int fits) {
  if (!fits || wanted < 4) return BAD_PARAMETER;
  proposals[0] = (struct proposal){ 5, 0, 0.1f, (size_t)1 << 40, 1, c->arithmetic, { 0 } };
  proposals[1] = (struct proposal){ 0, 0, 0.2f, 0, 0, c->arithmetic, { 0 } };
  proposals[2] = (struct proposal){ 3, 0, 0.3f, 4096, 1, c->arithmetic, { 0 } };
  proposals[3] = (struct proposal){ 1, 0, 0.4f, 4096, 1, c->arithmetic == EXACT ? DEFAULT : c->arithmetic, { 0 } };
  *count = 4;
  return OK;
}
int cudnnGetConvolutionForwardAlgorithm_v7(struct handle *h, struct tensor *x, struct filter *f, struct convolution *c,
                                           struct tensor *y, int wanted, int *count, struct proposal *proposals) {
  return propose(c, wanted, count, proposals, fit(x, f, c, y));
}
int cudnnGetConvolutionBackwardDataAlgorithm_v7(struct handle *h, struct filter *f, struct tensor *y, struct convolution *c,
                                                struct tensor *x, int wanted, int *count, struct proposal *proposals) {
  return propose(c, wanted, count, proposals, fit(x, f, c, y));
}
int cudnnGetConvolutionBackwardFilterAlgorithm_v7(struct handle *h, struct tensor *x, struct tensor *y, struct convolution *c,
                                                  struct filter *f, int wanted, int *count, struct proposal *proposals) {
  return propose(c, wanted, count, proposals, fit(x, f, c, y));
}

static float get(const void *array, int64_t index, int element) {
  if (element == FLOAT) return ((const float *)array)[index];
  uint32_t bits = (uint32_t)((const uint16_t *)array)[index] << 16;
  float value;
  memcpy(&value, &bits, 4);
  return value;
}
static void set(void *array, int64_t index, int element, double value) {
  float rounded = (float)value;
  if (element == FLOAT) { ((float *)array)[index] = rounded; return; }
  uint32_t bits;
  memcpy(&bits, &rounded, 4);
  ((uint16_t *)array)[index] = (uint16_t)((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

enum kind { OUTPUT, IMAGE_GRADIENT, KERNEL_GRADIENT };

/* Adds every product of an image's and a kernel's number to where it belongs, in double precision. */
static int convolve(enum kind kind, struct handle *handle, const float *alpha, const float *beta, struct tensor *xs,
                    void *x, struct filter *fs, void *f, struct convolution *c, struct tensor *ys, void *y, int algorithm,
                    void *workspace, size_t bytes) {
  if (!handle->stream || *alpha != 1 || *beta != 0 || !fit(xs, fs, c, ys)) return BAD_PARAMETER;
  if (algorithm == 3) return NOT_SUPPORTED;
  if (algorithm != 1 || bytes != 4096 || !workspace || !c->arithmetic) return BAD_PARAMETER;
  int64_t counts[] = { (int64_t)ys->n * ys->h * ys->w * ys->c, (int64_t)xs->n * xs->h * xs->w * xs->c,
                       (int64_t)fs->k * fs->h * fs->w * fs->c };
  double *sums = calloc(counts[kind], sizeof *sums);
  int groupOutputs = fs->k / c->groups;
  for (int n = 0; n < ys->n; n++) for (int row = 0; row < ys->h; row++) for (int column = 0; column < ys->w; column++)
    for (int k = 0; k < fs->k; k++) {
      int64_t iy = (((int64_t)n * ys->h + row) * ys->w + column) * ys->c + k;
      for (int down = 0; down < fs->h; down++) for (int right = 0; right < fs->w; right++) {
        int h = row * c->stride - c->padding + down, w = column * c->stride - c->padding + right;
        if (h < 0 || h >= xs->h || w < 0 || w >= xs->w) continue;
        for (int channel = 0; channel < fs->c; channel++) {
          int64_t ix = (((int64_t)n * xs->h + h) * xs->w + w) * xs->c + k / groupOutputs * fs->c + channel;
          int64_t jf = (((int64_t)k * fs->h + down) * fs->w + right) * fs->c + channel;
          switch (kind) {
          case OUTPUT: sums[iy] += (double)get(x, ix, xs->element) * get(f, jf, fs->element); break;
          case IMAGE_GRADIENT: sums[ix] += (double)get(f, jf, fs->element) * get(y, iy, ys->element); break;
          case KERNEL_GRADIENT: sums[jf] += (double)get(x, ix, xs->element) * get(y, iy, ys->element); break;
          }
        }
      }
    }
  void *results[] = { y, x, f };
  for (int64_t i = 0; i < counts[kind]; i++) set(results[kind], i, xs->element, sums[i]);
  free(sums);
  return OK;
}
int cudnnConvolutionForward(struct handle *h, const float *alpha, struct tensor *xs, void *x, struct filter *fs, void *f,
    struct convolution *c, int algorithm, void *workspace, size_t bytes, const float *beta, struct tensor *ys, void *y) {
  return convolve(OUTPUT, h, alpha, beta, xs, x, fs, f, c, ys, y, algorithm, workspace, bytes);
}
int cudnnConvolutionBackwardData(struct handle *h, const float *alpha, struct filter *fs, void *f, struct tensor *ys,
    void *y, struct convolution *c, int algorithm, void *workspace, size_t bytes, const float *beta, struct tensor *xs, void *x) {
  return convolve(IMAGE_GRADIENT, h, alpha, beta, xs, x, fs, f, c, ys, y, algorithm, workspace, bytes);
}
int cudnnConvolutionBackwardFilter(struct handle *h, const float *alpha, struct tensor *xs, void *x, struct tensor *ys,
    void *y, struct convolution *c, int algorithm, void *workspace, size_t bytes, const float *beta, struct filter *fs, void *f) {
  return convolve(KERNEL_GRADIENT, h, alpha, beta, xs, x, fs, f, c, ys, y, algorithm, workspace, bytes);
}
