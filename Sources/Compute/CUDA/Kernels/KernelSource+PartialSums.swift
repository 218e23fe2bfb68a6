extension KernelSource {
  /// Sums over the rows of a matrix in two steps of fixed order: a block adds `part` rows of SUM_COLUMNS columns, thread
  /// by thread and then lane by lane, and the same kernel adds the parts.
  static let partialSums = #"""
    #define SUM_COLUMNS 32
    #define SUM_LANES 8
    #define SUM_THREADS 256

    // the sum of a thread's column over the lanes of a block [lanes, columns], in their order
    DEV float sum_lanes(LOCAL const float* lanes) {
      float sum = 0.0f;
      for (i32 i = TID % SUM_COLUMNS; i < SUM_THREADS; i += SUM_COLUMNS) sum += lanes[i];
      return sum;
    }

    // partial[parts, width] <- the sums of `part` rows each of matrix [rows, width], divided
    KERNEL(sum_parts)(
      GLOBAL const float* matrix, GLOBAL float* partial, i64 rows, i32 width, i64 part, float divisor) {
      SHARED(float, lanes, SUM_THREADS);
      i32 column = BID * SUM_COLUMNS + TID % SUM_COLUMNS;
      i64 first = BIDY * part, end = first + part < rows ? first + part : rows;
      float sum = 0.0f;
      if (column < width)
        for (i64 row = first + TID / SUM_COLUMNS; row < end; row += SUM_LANES) sum += matrix[row * width + column];
      lanes[TID] = sum;
      BARRIER();
      if (TID < SUM_COLUMNS && column < width) partial[(i64)BIDY * width + column] = sum_lanes(lanes) / divisor;
    }
    """#
}
