extension KernelSource {
  /// One number of each window and channel.
  static let pooling = #"""
    // output[examples, outputHeight, outputWidth, channels] <- the largest number of each window of images
    // [examples, height, width, channels], positions <- its row * width + column; the first of equals, and a NaN, wins
    KERNEL(max_pool)(
      GLOBAL const float* images, GLOBAL float* output, GLOBAL i32* positions, i32 height, i32 width, i32 channels,
      i32 outputHeight, i32 outputWidth, i32 windowHeight, i32 windowWidth, i32 stride, i32 padding, i64 n) {
      FOR_EACH(i, n) {
        Place window = place_of(i, outputHeight, outputWidth, channels);
        i32 top = first_place(window.row, stride, padding), left = first_place(window.column, stride, padding);
        i32 rowsEnd = places_end(window.row, windowHeight, height, stride, padding);
        i32 columnsEnd = places_end(window.column, windowWidth, width, stride, padding);
        GLOBAL const float* image = images + window.example * height * width * channels + window.channel;
        i32 position = top * width + left;
        float best = image[(i64)position * channels];
        for (i32 y = top; y < rowsEnd; y++) {
          for (i32 x = left; x < columnsEnd; x++) {
            float value = image[((i64)y * width + x) * channels];
            // A NaN fails every comparison, so it replaces numbers and is not replaced.
            if (!(value <= best) && best == best) {
              best = value;
              position = y * width + x;
            }
          }
        }
        output[i] = best;
        positions[i] = position;
      }
    }

    // imageGradient[examples, height, width, channels] <- for each place the sum of outputGradient over the windows, in
    // their order, whose position it is
    KERNEL(max_pool_gradient)(
      GLOBAL const float* outputGradient, GLOBAL const i32* positions, GLOBAL float* imageGradient, i32 height,
      i32 width, i32 channels, i32 outputHeight, i32 outputWidth, i32 windowHeight, i32 windowWidth, i32 stride,
      i32 padding, i64 n) {
      FOR_EACH(i, n) {
        Place place = place_of(i, height, width, channels);
        i32 channel = place.channel, x = place.column, y = place.row;
        i32 rowsEnd = windows_end(y, outputHeight, stride, padding);
        i32 columnsEnd = windows_end(x, outputWidth, stride, padding);
        float sum = 0.0f;
        for (i32 row = first_window(y, windowHeight, stride, padding); row < rowsEnd; row++) {
          for (i32 column = first_window(x, windowWidth, stride, padding); column < columnsEnd; column++) {
            i64 out = ((place.example * outputHeight + row) * outputWidth + column) * channels + channel;
            if (positions[out] == y * width + x) sum += outputGradient[out];
          }
        }
        imageGradient[i] = sum;
      }
    }

    // output[examples, outputHeight, outputWidth, channels] <- the mean of the places of each window that lie inside
    // images [examples, height, width, channels]
    KERNEL(average_pool)(
      GLOBAL const float* images, GLOBAL float* output, i32 height, i32 width, i32 channels, i32 outputHeight,
      i32 outputWidth, i32 windowHeight, i32 windowWidth, i32 stride, i32 padding, i64 n) {
      FOR_EACH(i, n) {
        Place window = place_of(i, outputHeight, outputWidth, channels);
        i32 top = first_place(window.row, stride, padding), left = first_place(window.column, stride, padding);
        i32 rowsEnd = places_end(window.row, windowHeight, height, stride, padding);
        i32 columnsEnd = places_end(window.column, windowWidth, width, stride, padding);
        GLOBAL const float* image = images + window.example * height * width * channels + window.channel;
        float sum = 0.0f;
        for (i32 y = top; y < rowsEnd; y++)
          for (i32 x = left; x < columnsEnd; x++) sum += image[((i64)y * width + x) * channels];
        output[i] = sum / (float)((rowsEnd - top) * (columnsEnd - left));
      }
    }

    // imageGradient[examples, height, width, channels] <- for each place the sum over the windows that cover it, in their
    // order, of its share of outputGradient
    KERNEL(average_pool_gradient)(
      GLOBAL const float* outputGradient, GLOBAL float* imageGradient, i32 height, i32 width, i32 channels,
      i32 outputHeight, i32 outputWidth, i32 windowHeight, i32 windowWidth, i32 stride, i32 padding, i64 n) {
      FOR_EACH(i, n) {
        Place place = place_of(i, height, width, channels);
        i32 channel = place.channel, x = place.column, y = place.row;
        i32 rowsEnd = windows_end(y, outputHeight, stride, padding);
        i32 columnsEnd = windows_end(x, outputWidth, stride, padding);
        float sum = 0.0f;
        for (i32 row = first_window(y, windowHeight, stride, padding); row < rowsEnd; row++) {
          i32 rows = places_end(row, windowHeight, height, stride, padding) - first_place(row, stride, padding);
          for (i32 column = first_window(x, windowWidth, stride, padding); column < columnsEnd; column++) {
            i32 columns = places_end(column, windowWidth, width, stride, padding) - first_place(column, stride, padding);
            i64 out = ((place.example * outputHeight + row) * outputWidth + column) * channels + channel;
            sum += outputGradient[out] / (float)(rows * columns);
          }
        }
        imageGradient[i] = sum;
      }
    }
    """#
}
