extension KernelSource {
  /// Sums and products of gradients w r ⊗ (h, 1), in double precision. A row in play that is none gives NaN: nothing can stop
  /// here, and a NaN is seen.
  static let factors = #"""
    // sums[s] <- sum of w r (h, 1) over the rows of slab s, [slabs, classes * width + classes]; blocks: tiles of 16 classes
    // and 64 columns, the bias as the last column, by slabs
    KERNEL(sum_factor_slabs)(GLOBAL const float* residuals, GLOBAL const float* features, GLOBAL const float* weights,
        i32 has_weights, GLOBAL const i32* rows, i32 has_rows, i64 examples, i64 count, i64 slab, i32 classes, i32 width,
        GLOBAL double* sums) {
      SHARED(double, r, 512);
      SHARED(float, h, 2048);
      i32 across = width / 64 + 1;
      i32 first_class = BID / across * 16;
      i32 first_column = BID % across * 64;
      i64 first = (i64)BIDY * slab;
      i64 end = first + slab < count ? first + slab : count;
      i32 column = TID & 63;
      i32 group = TID >> 6;
      double sum0 = 0.0, sum1 = 0.0, sum2 = 0.0, sum3 = 0.0;
      for (i64 start = first; start < end; start += 32) {
        for (i32 k = TID; k < 512; k += 256) {
          i64 place = start + (k >> 4);
          i32 label = first_class + (k & 15);
          double number = 0.0;
          if (place < end && label < classes) {
            i64 row = has_rows ? (i64)rows[place] : place;
            number = AS_FLOAT(0x7fc00000u);
            if (row >= 0 && row < examples) {
              number = residuals[row * classes + label];
              if (has_weights) number *= weights[row];
            }
          }
          r[k] = number;
        }
        for (i32 k = TID; k < 2048; k += 256) {
          i64 place = start + (k >> 6);
          i32 at = first_column + (k & 63);
          float number = at == width ? 1.0f : 0.0f;
          if (place < end && at < width) {
            i64 row = has_rows ? (i64)rows[place] : place;
            if (row >= 0 && row < examples) number = features[row * width + at];
          }
          h[k] = number;
        }
        BARRIER();
        for (i32 i = 0; i < 32; i++) {
          double x = h[i * 64 + column];
          i32 y = i * 16 + group * 4;
          sum0 += r[y] * x;
          sum1 += r[y + 1] * x;
          sum2 += r[y + 2] * x;
          sum3 += r[y + 3] * x;
        }
        BARRIER();
      }
      i32 at = first_column + column;
      GLOBAL double* layer = sums + (i64)BIDY * classes * (width + 1);
      for (i32 k = 0; k < 4; k++) {
        i64 label = first_class + group * 4 + k;
        double sum = k == 0 ? sum0 : k == 1 ? sum1 : k == 2 ? sum2 : sum3;
        if (label < classes && at <= width) {
          layer[at < width ? label * width + at : (i64)classes * width + label] = sum;
        }
      }
    }

    // sum[i] <- slabs[0, i] + slabs[1, i] + ..., [numbers]
    KERNEL(add_slabs)(GLOBAL const double* slabs, GLOBAL double* sum, i32 count, i64 numbers) {
      FOR_EACH(i, numbers) {
        double total = 0.0;
        for (i32 slab = 0; slab < count; slab++) total += slabs[(i64)slab * numbers + i];
        sum[i] = total;
      }
    }

    // products[j] <- <w r (h, 1), layer> of each row in play, [count]; a block for each 64 rows
    KERNEL(contract_factors)(GLOBAL const float* residuals, GLOBAL const float* features, GLOBAL const float* weights,
        i32 has_weights, GLOBAL const i32* rows, i32 has_rows, i64 examples, i64 count, i32 classes, i32 width,
        GLOBAL const double* layer, GLOBAL double* products) {
      // 32 columns and one place between rows, against conflicts of banks
      SHARED(float, h, 2112);
      SHARED(double, a, 528);
      SHARED(double, sums, 256);
      i64 first = (i64)BID * 64;
      i32 mine = TID & 63;
      i32 group = TID >> 6;
      i64 place = first + mine;
      i64 row = place < count ? (has_rows ? (i64)rows[place] : place) : -1;
      i32 is_row = row >= 0 && row < examples;
      double sum = 0.0;
      for (i32 first_class = 0; first_class < classes; first_class += 16) {
        double inner0 = 0.0, inner1 = 0.0, inner2 = 0.0, inner3 = 0.0;
        for (i32 start = 0; start < width; start += 32) {
          for (i32 k = TID; k < 2048; k += 256) {
            i64 at = first + (k >> 5);
            i32 column = start + (k & 31);
            float number = 0.0f;
            if (at < count && column < width) {
              i64 other = has_rows ? (i64)rows[at] : at;
              if (other >= 0 && other < examples) number = features[other * width + column];
            }
            h[(k >> 5) * 33 + (k & 31)] = number;
          }
          for (i32 k = TID; k < 512; k += 256) {
            i64 label = first_class + (k >> 5);
            i32 column = start + (k & 31);
            a[(k >> 5) * 33 + (k & 31)] = label < classes && column < width ? layer[label * width + column] : 0.0;
          }
          BARRIER();
          for (i32 k = 0; k < 32; k++) {
            double x = h[mine * 33 + k];
            i32 y = group * 132 + k;
            inner0 += x * a[y];
            inner1 += x * a[y + 33];
            inner2 += x * a[y + 66];
            inner3 += x * a[y + 99];
          }
          BARRIER();
        }
        for (i32 k = 0; k < 4; k++) {
          i64 label = first_class + group * 4 + k;
          double inner = k == 0 ? inner0 : k == 1 ? inner1 : k == 2 ? inner2 : inner3;
          if (is_row && label < classes) {
            sum += residuals[row * classes + label] * (inner + layer[(i64)classes * width + label]);
          }
        }
      }
      sums[TID] = sum;
      BARRIER();
      if (TID < 64 && place < count) {
        double product = ((sums[mine] + sums[mine + 64]) + sums[mine + 128]) + sums[mine + 192];
        if (has_weights && is_row) product *= weights[row];
        products[place] = is_row ? product : (double)AS_FLOAT(0x7fc00000u);
      }
    }

    // norms[j] <- |w r|^2 (|h|^2 + 1) of each row in play, [count]; a block for each 8 rows, 32 threads for each
    KERNEL(square_factors)(GLOBAL const float* residuals, GLOBAL const float* features, GLOBAL const float* weights,
        i32 has_weights, GLOBAL const i32* rows, i32 has_rows, i64 examples, i64 count, i32 classes, i32 width,
        GLOBAL double* norms) {
      SHARED(double, left, 256);
      SHARED(double, right, 256);
      i64 place = (i64)BID * 8 + (TID >> 5);
      i32 lane = TID & 31;
      i64 row = place < count ? (has_rows ? (i64)rows[place] : place) : -1;
      i32 is_row = row >= 0 && row < examples;
      double size = 0.0, length = 0.0;
      if (is_row) {
        for (i32 label = lane; label < classes; label += 32) {
          double number = residuals[row * classes + label];
          size += number * number;
        }
        for (i32 column = lane; column < width; column += 32) {
          double number = features[row * width + column];
          length += number * number;
        }
      }
      left[TID] = size;
      right[TID] = length;
      BARRIER();
      for (i32 half_way = 16; half_way > 0; half_way >>= 1) {
        if (lane < half_way) {
          left[TID] += left[TID + half_way];
          right[TID] += right[TID + half_way];
        }
        BARRIER();
      }
      if (lane == 0 && place < count) {
        double norm = left[TID] * (right[TID] + 1.0);
        if (has_weights && is_row) norm *= (double)weights[row] * weights[row];
        norms[place] = is_row ? norm : (double)AS_FLOAT(0x7fc00000u);
      }
    }
    """#
}
