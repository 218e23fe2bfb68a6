extension KernelSource {
  /// Arithmetic element by element, and steps of training.
  static let elements = #"""
    // output[i] <- value, [n]
    KERNEL(fill_floats)(GLOBAL float* output, float value, i64 n) {
      FOR_EACH(i, n) output[i] = value;
    }

    // output[i] <- value, [n]
    KERNEL(fill_doubles)(GLOBAL double* output, double value, i64 n) {
      FOR_EACH(i, n) output[i] = value;
    }

    // target[i] <- target[i] + alpha input[i], [n]
    KERNEL(add_scaled)(GLOBAL const float* input, GLOBAL float* target, float alpha, i64 n) {
      FOR_EACH(i, n) target[i] = FMAF(alpha, input[i], target[i]);
    }

    // values[i] <- factor values[i], [n]
    KERNEL(scale_elements)(GLOBAL float* values, float factor, i64 n) {
      FOR_EACH(i, n) values[i] *= factor;
    }

    // output[i] <- a[i] b[i], [n]; the output may be an input
    KERNEL(multiply_elements)(GLOBAL const float* a, GLOBAL const float* b, GLOBAL float* output, i64 n) {
      FOR_EACH(i, n) output[i] = a[i] * b[i];
    }

    // v <- momentum v + g + decay w, then w <- w - rate (ahead (g + decay w) + kept v), each [n]
    KERNEL(descend)(
        GLOBAL float* w, GLOBAL const float* g, GLOBAL float* v, float rate, float momentum, float decay, float ahead,
        float kept, i64 n) {
      FOR_EACH(i, n) {
        float slope = FMAF(decay, w[i], g[i]);
        float velocity = FMAF(momentum, v[i], slope);
        v[i] = velocity;
        w[i] -= rate * FMAF(ahead, slope, kept * velocity);
      }
    }

    // m <- beta1 m + fresh1 slope and s <- beta2 s + fresh2 slope^2 of slope = g + decay w, then
    // w <- w - rate m / (sqrt(s) correction + epsilon), each [n]
    KERNEL(adapt)(
        GLOBAL float* w, GLOBAL const float* g, GLOBAL float* m, GLOBAL float* s, float beta1, float fresh1, float beta2,
        float fresh2, float decay, float rate, float correction, float epsilon, i64 n) {
      FOR_EACH(i, n) {
        float slope = FMAF(decay, w[i], g[i]);
        float mean = FMAF(beta1, m[i], fresh1 * slope);
        float square = FMAF(beta2, s[i], fresh2 * (slope * slope));
        m[i] = mean;
        s[i] = square;
        w[i] -= rate * mean / FMAF(SQRTF(square), correction, epsilon);
      }
    }

    // sums[b] <- sum of the squares of elements 32 NT b to 32 NT (b + 1), those below n, [BLOCKS]; a thread adds 32 of
    // them, then threads are added pairwise
    KERNEL(sum_squares)(GLOBAL const float* input, GLOBAL float* sums, i64 n) {
      SHARED(float, parts, 256);
      i64 first = (i64)BID * 32 * NT + TID;
      float sum = 0;
      for (i32 step = 0; step < 32; step += 1) {
        i64 place = first + (i64)step * NT;
        if (place < n) sum = FMAF(input[place], input[place], sum);
      }
      parts[TID] = sum;
      BARRIER();
      for (i32 rest = NT / 2; rest > 0; rest /= 2) {
        if (TID < rest) parts[TID] += parts[TID + rest];
        BARRIER();
      }
      if (TID == 0) sums[BID] = parts[0];
    }
    """#
}
