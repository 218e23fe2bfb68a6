extension KernelSource {
  /// What kernels over the windows of images have in common: where an element stands, and which windows cover a place.
  static let windows = #"""
    // where an element of images [examples, height, width, channels] stands
    typedef struct {
      i64 example;
      i32 row, column, channel;
    } Place;
    DEV Place place_of(i64 element, i32 height, i32 width, i32 channels) {
      i64 pixel = quotient(element, channels);
      i64 line = quotient(pixel, width);
      Place place;
      place.example = quotient(line, height);
      place.row = (i32)(line - place.example * height);
      place.column = (i32)(pixel - line * width);
      place.channel = (i32)(element - pixel * channels);
      return place;
    }
    // the first window that covers a place
    DEV i32 first_window(i32 place, i32 size, i32 stride, i32 padding) {
      i32 reach = place + padding - size + 1;
      return reach > 0 ? (reach + stride - 1) / stride : 0;
    }
    // the window after the last one that covers a place, of so many
    DEV i32 windows_end(i32 place, i32 windows, i32 stride, i32 padding) {
      i32 end = (place + padding) / stride + 1;
      return end < windows ? end : windows;
    }
    // the first place inside the image that a window covers
    DEV i32 first_place(i32 window, i32 stride, i32 padding) {
      i32 first = window * stride - padding;
      return first > 0 ? first : 0;
    }
    // the place after the last one inside the image that a window covers, of so many
    DEV i32 places_end(i32 window, i32 size, i32 places, i32 stride, i32 padding) {
      i32 end = window * stride - padding + size;
      return end < places ? end : places;
    }
    """#
}
