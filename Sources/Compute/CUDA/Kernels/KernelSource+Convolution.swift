extension KernelSource {
  /// The windows of images as rows of matrices, and back.
  static let convolution = #"""
    // patches[groups, examples, outputHeight, outputWidth, kernelHeight, kernelWidth, groupChannels] <- the numbers of
    // images [examples, height, width, channels] under each window, 0 outside
    KERNEL(unfold_patches)(
      GLOBAL const float* images, GLOBAL float* patches, i32 examples, i32 height, i32 width, i32 channels,
      i32 outputHeight, i32 outputWidth, i32 kernelHeight, i32 kernelWidth, i32 groupChannels, i32 stride, i32 padding,
      i64 n) {
      FOR_EACH(i, n) {
        i64 tap = quotient(i, groupChannels);
        i64 line = quotient(tap, kernelWidth);
        i64 window = quotient(line, kernelHeight);
        i64 windowLine = quotient(window, outputWidth);
        i64 image = quotient(windowLine, outputHeight);
        i64 group = quotient(image, examples);
        i32 x = (i32)(window - windowLine * outputWidth) * stride - padding + (i32)(tap - line * kernelWidth);
        i32 y = (i32)(windowLine - image * outputHeight) * stride - padding + (i32)(line - window * kernelHeight);
        i64 channel = group * groupChannels + (i - tap * groupChannels);
        i64 place = ((image - group * examples) * height + y) * width + x;
        i32 isInside = y >= 0 && y < height && x >= 0 && x < width;
        patches[i] = isInside ? images[place * channels + channel] : 0.0f;
      }
    }

    // images[examples, height, width, channels] <- the sums of all numbers of patches, as laid out above, that stand for
    // the same place and channel, in the order of windows
    KERNEL(fold_patches)(
      GLOBAL const float* patches, GLOBAL float* images, i32 examples, i32 height, i32 width, i32 channels,
      i32 outputHeight, i32 outputWidth, i32 kernelHeight, i32 kernelWidth, i32 groupChannels, i32 stride, i32 padding,
      i64 n) {
      FOR_EACH(i, n) {
        Place place = place_of(i, height, width, channels);
        i32 group = place.channel / groupChannels, channel = place.channel % groupChannels;
        i32 x = place.column, y = place.row;
        i64 image = (i64)group * examples + place.example;
        i32 rowsEnd = windows_end(y, outputHeight, stride, padding);
        i32 columnsEnd = windows_end(x, outputWidth, stride, padding);
        float sum = 0.0f;
        for (i32 row = first_window(y, kernelHeight, stride, padding); row < rowsEnd; row++) {
          i32 tapRow = y + padding - row * stride;
          for (i32 column = first_window(x, kernelWidth, stride, padding); column < columnsEnd; column++) {
            i32 tapColumn = x + padding - column * stride;
            i64 window = (image * outputHeight + row) * outputWidth + column;
            sum += patches[((window * kernelHeight + tapRow) * kernelWidth + tapColumn) * groupChannels + channel];
          }
        }
        images[i] = sum;
      }
    }
    """#
}
