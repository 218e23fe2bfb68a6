extension KernelSource {
  /// Sums, picks and scatterings of rows.
  static let rows = #"""
    // matrix[r, c] <- matrix[r, c] + row[c], [n / width, width]
    KERNEL(add_row)(GLOBAL const float* row, GLOBAL float* matrix, i64 width, i64 n) {
      FOR_EACH(i, n) matrix[i] += row[i - quotient(i, width) * width];
    }

    // sums[b, c] <- sum over the rows r from b share to (b + 1) share, those below `rows`, of matrix[r, c], [rows, width]
    // into [blocks y, width]. A block takes `columns` columns and NT / columns lanes of rows: a lane adds every so-many-th
    // row, then lanes are added pairwise.
    KERNEL(sum_rows)(
        GLOBAL const float* matrix, GLOBAL float* sums, i64 rows, i64 width, i64 share, i32 columns) {
      SHARED(float, parts, 256);
      i32 lanes = NT / columns;
      i32 lane = TID / columns;
      i64 column = (i64)BID * columns + TID % columns;
      bool is_inside = lane < lanes && column < width;
      i64 last = ((i64)BIDY + 1) * share < rows ? ((i64)BIDY + 1) * share : rows;
      float sum = 0;
      if (is_inside) {
        for (i64 row = BIDY * share + lane; row < last; row += lanes) sum += matrix[row * width + column];
      }
      parts[TID] = sum;
      BARRIER();
      for (i32 active = lanes; active > 1; active = (active + 1) / 2) {
        i32 rest = (active + 1) / 2;
        if (lane < active - rest) parts[TID] += parts[TID + rest * columns];
        BARRIER();
      }
      if (is_inside && lane == 0) sums[BIDY * width + column] = parts[TID];
    }

    // output[i, c] <- source[indices[i], c], [n / width, width]. Nothing can stop here: a position outside the source
    // gives a row of NaN, which shows.
    KERNEL(gather_slices)(
        GLOBAL const float* source, GLOBAL const i32* indices, GLOBAL float* output, i64 slices, i64 width, i64 n) {
      FOR_EACH(i, n) {
        i64 picked = quotient(i, width);
        i64 position = indices[picked];
        bool is_inside = position >= 0 && position < slices;
        output[i] = is_inside ? source[position * width + i - picked * width] : AS_FLOAT(0x7fc00000u);
      }
    }

    // output[i, y, x, c] <- images[indices[i], y + down, (x, or width - 1 - x where mirrored) + right, c] of
    // moves[i] = (down, right, mirrored), 0 outside the image; a picture of NaN where the index is outside, as above
    KERNEL(gather_moved)(
        GLOBAL const float* images, GLOBAL const i32* indices, GLOBAL const i32* moves, GLOBAL float* output, i64 slices,
        i64 height, i64 width, i64 channels, i64 n) {
      FOR_EACH(i, n) {
        i64 line = quotient(i, channels);
        i64 picked_row = quotient(line, width);
        i64 picked = quotient(picked_row, height);
        i64 position = indices[picked];
        i64 x = line - picked_row * width;
        i64 row = picked_row - picked * height + moves[3 * picked];
        i64 column = (moves[3 * picked + 2] != 0 ? width - 1 - x : x) + moves[3 * picked + 1];
        bool is_seen = row >= 0 && row < height && column >= 0 && column < width;
        if (position < 0 || position >= slices) output[i] = AS_FLOAT(0x7fc00000u);
        else if (!is_seen) output[i] = 0;
        else output[i] = images[((position * height + row) * width + column) * channels + i - line * channels];
      }
    }

    // target[indices[i], c] <- target[indices[i], c] + source[i, c] in the order of i, [picked, width] into
    // [slices, width]. A thread walks all indices for one column and for the slices of one part of the target, n = parts
    // width in all. An index outside has no slice to spoil; it makes the first one NaN, which shows.
    KERNEL(scatter_add)(
        GLOBAL const float* source, GLOBAL const i32* indices, GLOBAL float* target, i64 slices, i64 picked, i64 width,
        i64 part, i64 n) {
      FOR_EACH(k, n) {
        i64 first = quotient(k, width) * part;
        i64 last = first + part < slices ? first + part : slices;
        i64 column = k - quotient(k, width) * width;
        for (i64 i = 0; i < picked; i += 1) {
          i64 position = indices[i];
          if (position >= first && position < last) target[position * width + column] += source[i * width + column];
          if (first == 0 && (position < 0 || position >= slices)) target[column] = AS_FLOAT(0x7fc00000u);
        }
      }
    }
    """#
}
