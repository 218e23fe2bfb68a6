extension KernelSource {
  /// Batch normalisation of rows of channels.
  static let normalisation = #"""
    // partial[parts, channels] <- the sums over `part` rows each of (input - mean)^2, divided; input [rows, channels]
    KERNEL(sum_square_parts)(
      GLOBAL const float* input, GLOBAL const float* mean, GLOBAL float* partial, i64 rows, i32 channels, i64 part,
      float divisor) {
      SHARED(float, lanes, SUM_THREADS);
      i32 channel = BID * SUM_COLUMNS + TID % SUM_COLUMNS;
      i64 first = BIDY * part, end = first + part < rows ? first + part : rows;
      float sum = 0.0f;
      if (channel < channels) {
        float centre = mean[channel];
        for (i64 row = first + TID / SUM_COLUMNS; row < end; row += SUM_LANES) {
          float difference = input[row * channels + channel] - centre;
          sum += difference * difference;
        }
      }
      lanes[TID] = sum;
      BARRIER();
      if (TID < SUM_COLUMNS && channel < channels)
        partial[(i64)BIDY * channels + channel] = sum_lanes(lanes) / divisor;
    }

    // partial[parts, 2, channels] <- the sums over `part` rows each of outputGradient and of
    // outputGradient * (input - mean); input and outputGradient [rows, channels]
    KERNEL(sum_gradient_parts)(
      GLOBAL const float* outputGradient, GLOBAL const float* input, GLOBAL const float* mean, GLOBAL float* partial,
      i64 rows, i32 channels, i64 part) {
      SHARED(float, slopes, SUM_THREADS);
      SHARED(float, products, SUM_THREADS);
      i32 channel = BID * SUM_COLUMNS + TID % SUM_COLUMNS;
      i64 first = BIDY * part, end = first + part < rows ? first + part : rows;
      float sum = 0.0f, productSum = 0.0f;
      if (channel < channels) {
        float centre = mean[channel];
        for (i64 row = first + TID / SUM_COLUMNS; row < end; row += SUM_LANES) {
          float slope = outputGradient[row * channels + channel];
          sum += slope;
          productSum += slope * (input[row * channels + channel] - centre);
        }
      }
      slopes[TID] = sum;
      products[TID] = productSum;
      BARRIER();
      if (TID < SUM_COLUMNS && channel < channels) {
        partial[2 * (i64)BIDY * channels + channel] = sum_lanes(slopes);
        partial[(2 * (i64)BIDY + 1) * channels + channel] = sum_lanes(products);
      }
    }

    // scaleGradient, shiftGradient [channels] from the sums [2, channels] of all rows, and factors [3, channels] such that
    // an input's gradient is factors[0] * outputGradient - factors[1] * (input - mean) - factors[2]
    KERNEL(normalise_gradient_factors)(
      GLOBAL const float* sums, GLOBAL const float* variance, GLOBAL const float* scale, GLOBAL float* scaleGradient,
      GLOBAL float* shiftGradient, GLOBAL float* factors, float epsilon, float rows, i64 channels) {
      FOR_EACH(c, channels) {
        float inverse = 1.0f / SQRTF(variance[c] + epsilon);
        float scaleSum = sums[channels + c] * inverse;
        float slope = scale[c] * inverse;
        scaleGradient[c] = scaleSum;
        shiftGradient[c] = sums[c];
        factors[c] = slope;
        factors[channels + c] = slope * scaleSum * inverse / rows;
        factors[2 * channels + c] = slope * sums[c] / rows;
      }
    }

    // inputGradient[rows, channels] from outputGradient, input and the factors above
    KERNEL(normalise_gradient)(
      GLOBAL const float* outputGradient, GLOBAL const float* input, GLOBAL const float* mean,
      GLOBAL const float* factors, GLOBAL float* inputGradient, i32 channels, i64 n) {
      FOR_EACH(i, n) {
        i32 c = (i32)(i - quotient(i, channels) * channels);
        float varied = factors[channels + c] * (input[i] - mean[c]);
        inputGradient[i] = factors[c] * outputGradient[i] - varied - factors[2 * (i64)channels + c];
      }
    }

    // output[rows, channels] <- scale * (input - mean) / sqrt(variance + epsilon) + shift, all but the input [channels]
    KERNEL(normalise)(
      GLOBAL const float* input, GLOBAL const float* mean, GLOBAL const float* variance, GLOBAL const float* scale,
      GLOBAL const float* shift, GLOBAL float* output, i32 channels, float epsilon, i64 n) {
      FOR_EACH(i, n) {
        i32 c = (i32)(i - quotient(i, channels) * channels);
        output[i] = (input[i] - mean[c]) * (scale[c] / SQRTF(variance[c] + epsilon)) + shift[c];
      }
    }
    """#
}
