extension KernelSource {
  /// Convolutions with one kernel [height, width] for each channel.
  static let depthwise = #"""
    // output[examples, outputHeight, outputWidth, channels] <- images [examples, height, width, channels] convolved with
    // kernels [channels, kernelHeight, kernelWidth]
    KERNEL(convolve_depthwise)(
      GLOBAL const float* images, GLOBAL const float* kernels, GLOBAL float* output, i32 height, i32 width, i32 channels,
      i32 outputHeight, i32 outputWidth, i32 kernelHeight, i32 kernelWidth, i32 stride, i32 padding, i64 n) {
      FOR_EACH(i, n) {
        Place window = place_of(i, outputHeight, outputWidth, channels);
        i32 channel = window.channel;
        i32 top = window.row * stride - padding, left = window.column * stride - padding;
        GLOBAL const float* weights = kernels + (i64)channel * kernelHeight * kernelWidth;
        float sum = 0.0f;
        for (i32 tapRow = 0; tapRow < kernelHeight; tapRow++) {
          i32 y = top + tapRow;
          if (y < 0 || y >= height) continue;
          for (i32 tapColumn = 0; tapColumn < kernelWidth; tapColumn++) {
            i32 x = left + tapColumn;
            if (x < 0 || x >= width) continue;
            i64 place = (window.example * height + y) * width + x;
            sum += images[place * channels + channel] * weights[tapRow * kernelWidth + tapColumn];
          }
        }
        output[i] = sum;
      }
    }

    // imageGradient[examples, height, width, channels] <- for each place the sum over the windows that cover it, in their
    // order, of outputGradient [examples, outputHeight, outputWidth, channels] times the kernel's number there
    KERNEL(convolve_depthwise_image_gradient)(
      GLOBAL const float* outputGradient, GLOBAL const float* kernels, GLOBAL float* imageGradient, i32 height,
      i32 width, i32 channels, i32 outputHeight, i32 outputWidth, i32 kernelHeight, i32 kernelWidth, i32 stride,
      i32 padding, i64 n) {
      FOR_EACH(i, n) {
        Place place = place_of(i, height, width, channels);
        i32 channel = place.channel, x = place.column, y = place.row;
        GLOBAL const float* weights = kernels + (i64)channel * kernelHeight * kernelWidth;
        i32 rowsEnd = windows_end(y, outputHeight, stride, padding);
        i32 columnsEnd = windows_end(x, outputWidth, stride, padding);
        float sum = 0.0f;
        for (i32 row = first_window(y, kernelHeight, stride, padding); row < rowsEnd; row++) {
          i32 tapRow = y + padding - row * stride;
          for (i32 column = first_window(x, kernelWidth, stride, padding); column < columnsEnd; column++) {
            i32 tapColumn = x + padding - column * stride;
            i64 window = (place.example * outputHeight + row) * outputWidth + column;
            sum += outputGradient[window * channels + channel] * weights[tapRow * kernelWidth + tapColumn];
          }
        }
        imageGradient[i] = sum;
      }
    }

    // partial[part, channels, taps] <- the sum over `part` windows of outputGradient [windows, channels] times the number
    // of images under the tap; blocks are [tiles of channels, taps] by parts
    KERNEL(convolve_depthwise_kernel_gradient)(
      GLOBAL const float* images, GLOBAL const float* outputGradient, GLOBAL float* partial, i32 height, i32 width,
      i32 channels, i32 outputHeight, i32 outputWidth, i32 kernelHeight, i32 kernelWidth, i32 stride, i32 padding,
      i64 windows, i64 part) {
      SHARED(float, lanes, SUM_THREADS);
      i32 taps = kernelHeight * kernelWidth;
      i32 tap = BID % taps, channel = BID / taps * SUM_COLUMNS + TID % SUM_COLUMNS;
      i32 tapRow = tap / kernelWidth - padding, tapColumn = tap % kernelWidth - padding;
      i64 first = BIDY * part, end = first + part < windows ? first + part : windows;
      float sum = 0.0f;
      if (channel < channels) {
        for (i64 window = first + TID / SUM_COLUMNS; window < end; window += SUM_LANES) {
          i64 windowLine = quotient(window, outputWidth);
          i64 example = quotient(windowLine, outputHeight);
          i32 y = (i32)(windowLine - example * outputHeight) * stride + tapRow;
          i32 x = (i32)(window - windowLine * outputWidth) * stride + tapColumn;
          if (y < 0 || y >= height || x < 0 || x >= width) continue;
          i64 place = (example * height + y) * width + x;
          sum += images[place * channels + channel] * outputGradient[window * channels + channel];
        }
      }
      lanes[TID] = sum;
      BARRIER();
      if (TID < SUM_COLUMNS && channel < channels)
        partial[((i64)BIDY * channels + channel) * taps + tap] = sum_lanes(lanes);
    }
    """#
}
