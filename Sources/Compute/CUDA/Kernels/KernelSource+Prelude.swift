extension KernelSource {
  /// What makes one dialect of the two languages, and the division that indices are taken apart by.
  static let prelude = #"""
    #ifdef __OPENCL_VERSION__
    #pragma OPENCL EXTENSION cl_khr_fp64 : enable
    typedef int i32;
    typedef uint u32;
    typedef long i64;
    typedef ulong u64;
    typedef ushort u16;
    #define KERNEL(name) __kernel void name
    #define DEV static
    #define GLOBAL __global
    #define LOCAL __local
    #define SHARED(T, name, n) __local T name[n]
    #define BARRIER() barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE)
    #define TID ((i32)get_local_id(0))
    #define BID ((i32)get_group_id(0))
    #define BIDY ((i32)get_group_id(1))
    #define NT ((i32)get_local_size(0))
    #define BLOCKS ((i32)get_num_groups(0))
    #define GID ((i64)get_global_id(0))
    #define STRIDE ((i64)get_global_size(0))
    #define AS_UINT(x) as_uint(x)
    #define AS_FLOAT(x) as_float(x)
    #define EXPF(x) exp(x)
    #define LOGF(x) log(x)
    #define SQRTF(x) sqrt(x)
    #define FMAF(a, b, c) fma(a, b, c)
    #define FMAXF(a, b) fmax(a, b)
    #define FMINF(a, b) fmin(a, b)
    #define FABSF(x) fabs(x)
    #define POS_INF INFINITY
    #else
    typedef int i32;
    typedef unsigned int u32;
    typedef long long i64;
    typedef unsigned long long u64;
    typedef unsigned short u16;
    #define KERNEL(name) extern "C" __global__ void name
    #define DEV __device__ static
    #define GLOBAL
    #define LOCAL
    #define SHARED(T, name, n) __shared__ T name[n]
    #define BARRIER() __syncthreads()
    #define TID ((i32)threadIdx.x)
    #define BID ((i32)blockIdx.x)
    #define BIDY ((i32)blockIdx.y)
    #define NT ((i32)blockDim.x)
    #define BLOCKS ((i32)gridDim.x)
    #define GID ((i64)blockIdx.x * blockDim.x + threadIdx.x)
    #define STRIDE ((i64)gridDim.x * blockDim.x)
    #define AS_UINT(x) __float_as_uint(x)
    #define AS_FLOAT(x) __uint_as_float(x)
    #define EXPF(x) expf(x)
    #define LOGF(x) logf(x)
    #define SQRTF(x) sqrtf(x)
    #define FMAF(a, b, c) fmaf(a, b, c)
    #define FMAXF(a, b) fmaxf(a, b)
    #define FMINF(a, b) fminf(a, b)
    #define FABSF(x) fabsf(x)
    #define POS_INF __int_as_float(0x7f800000)
    #endif
    #define FOR_EACH(i, n) for (i64 i = GID; i < (n); i += STRIDE)

    // a / b for a >= 0 and b > 0; most numbers are short, and long divisions take many times as long
    DEV i64 quotient(i64 a, i64 b) {
      return ((u64)(a | b) >> 32) == 0 ? (i64)((u32)a / (u32)b) : a / b;
    }
    """#
}
