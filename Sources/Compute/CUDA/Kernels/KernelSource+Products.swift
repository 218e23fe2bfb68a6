extension KernelSource {
  /// What products need besides the vendor's library.
  static let products = #"""
    // output[i] <- input[i] rounded to bfloat16, ties to even, as its upper 16 bits; a NaN stays one, [n]
    KERNEL(round_to_bfloat16)(GLOBAL const float* input, GLOBAL u16* output, i64 n) {
      FOR_EACH(i, n) {
        u32 bits = AS_UINT(input[i]);
        u32 even = (bits >> 16) & 1u;
        u32 rounded = (bits & 0x7fffffffu) > 0x7f800000u ? (bits >> 16) | 0x40u : (bits + 0x7fffu + even) >> 16;
        output[i] = (u16)rounded;
      }
    }

    // output[i] <- the single-precision number whose upper 16 bits the input holds, [n]
    KERNEL(widen_bfloat16)(GLOBAL const u16* input, GLOBAL float* output, i64 n) {
      FOR_EACH(i, n) output[i] = AS_FLOAT((u32)input[i] << 16);
    }
    """#
}
