extension KernelSource {
  /// Activations and dropout.
  static let activations = #"""
    // output[i] <- min(max(input[i], 0), limit); a NaN stays one, [n]
    KERNEL(rectify)(GLOBAL const float* input, GLOBAL float* output, float limit, i64 n) {
      FOR_EACH(i, n) {
        float value = input[i] < 0.0f ? 0.0f : input[i];
        output[i] = value > limit ? limit : value;
      }
    }

    // inputGradient[i] <- outputGradient[i] where 0 < output[i] < limit, else 0, [n]
    KERNEL(rectify_gradient)(
      GLOBAL const float* outputGradient, GLOBAL const float* output, GLOBAL float* inputGradient, float limit, i64 n) {
      FOR_EACH(i, n) inputGradient[i] = output[i] > 0.0f && output[i] < limit ? outputGradient[i] : 0.0f;
    }

    // words[4] <- block `index` of the stream of a key: Philox 4x32, ten rounds
    DEV void philox(u64 index, u64 key, u32* words) {
      u32 low = (u32)key, high = (u32)(key >> 32);
      u32 x = (u32)index, y = (u32)(index >> 32), z = 0u, w = 0u;
      for (i32 round = 0; round < 10; round++) {
        u64 first = (u64)0xd2511f53u * x, second = (u64)0xcd9e8d57u * z;
        x = (u32)(second >> 32) ^ y ^ low;
        y = (u32)second;
        z = (u32)(first >> 32) ^ w ^ high;
        w = (u32)first;
        low += 0x9e3779b9u;
        high += 0xbb67ae85u;
      }
      words[0] = x;
      words[1] = y;
      words[2] = z;
      words[3] = w;
    }

    // output[i] <- input[i] * factor where word i of the stream of a key is at least the threshold, else 0,
    // [count]; a thread for each block of four words
    KERNEL(drop)(
      GLOBAL const float* input, GLOBAL float* output, u64 key, u64 threshold, float factor, i64 count, i64 blocks) {
      FOR_EACH(block, blocks) {
        u32 words[4];
        philox((u64)block, key, words);
        for (i32 lane = 0; lane < 4 && 4 * block + lane < count; lane++) {
          i64 i = 4 * block + lane;
          output[i] = words[lane] < threshold ? 0.0f : input[i] * factor;
        }
      }
    }
    """#
}
