extension KernelSource {
  /// Models fitted side by side: products whose sums have one order, inverses, residuals, hidden units, steps of descent.
  ///
  /// A product's block has 256 threads and 64 × 64 sums, 4 × 4 a thread and 16 apart, over panels 16 deep in shared memory,
  /// whose rows are 65 apart so that neighbouring threads meet different banks. What lies outside a matrix is 0 there, and
  /// adding its product changes no sum.
  static let populations = #"""
    // panel[p][i] <- matrix[(first + i) * stride + (depth + p) * step], zeros outside, [16, 65]; neighbouring threads read
    // neighbouring numbers where step or stride is 1
    DEV void fill_panel(GLOBAL const float* matrix, LOCAL float* panel, i32 first, i32 count, i64 stride, i32 depth,
                        i32 k, i64 step, i32 thread) {
      for (i32 part = 0; part < 4; part++) {
        i32 index = thread + part * 256;
        i32 i = step == 1 ? index / 16 : index % 64;
        i32 p = step == 1 ? index % 16 : index / 64;
        i32 inside = first + i < count && depth + p < k;
        panel[p * 65 + i] = inside ? matrix[(i64)(first + i) * stride + (i64)(depth + p) * step] : 0.0f;
      }
    }

    // sums[r * 4 + c] += left[p][row + 16 r] * right[p][column + 16 c], p in order; of panels [16, 65]
    DEV void add_panels(LOCAL const float* left, LOCAL const float* right, i32 row, i32 column, float* sums) {
      for (i32 p = 0; p < 16; p++) {
        LOCAL const float* a = left + p * 65 + row;
        LOCAL const float* b = right + p * 65 + column;
        float a0 = a[0], a1 = a[16], a2 = a[32], a3 = a[48];
        for (i32 c = 0; c < 4; c++) {
          float factor = b[16 * c];
          sums[c] = FMAF(a0, factor, sums[c]);
          sums[4 + c] = FMAF(a1, factor, sums[4 + c]);
          sums[8 + c] = FMAF(a2, factor, sums[8 + c]);
          sums[12 + c] = FMAF(a3, factor, sums[12 + c]);
        }
      }
    }

    // c <- op(a) op(b), [batch, m, n]; a block for each tile of each matrix; strides of rows and columns say what op does
    KERNEL(multiply_in_order)(GLOBAL const float* a, GLOBAL const float* b, GLOBAL float* c, i32 m, i32 n, i32 k,
                              i64 batch_a, i64 row_a, i64 column_a, i64 batch_b, i64 row_b, i64 column_b) {
      SHARED(float, left, 1040);
      SHARED(float, right, 1040);
      i32 across = (n + 63) / 64;
      i32 tiles = ((m + 63) / 64) * across;
      i64 batch = BID / tiles;
      i32 tile = BID % tiles;
      i32 top = tile / across * 64;
      i32 side = tile % across * 64;
      i32 row = TID / 16;
      i32 column = TID % 16;
      float sums[16];
      for (i32 index = 0; index < 16; index++) sums[index] = 0.0f;
      for (i32 depth = 0; depth < k; depth += 16) {
        fill_panel(a + batch * batch_a, left, top, m, row_a, depth, k, column_a, TID);
        fill_panel(b + batch * batch_b, right, side, n, column_b, depth, k, row_b, TID);
        BARRIER();
        add_panels(left, right, row, column, sums);
        BARRIER();
      }
      for (i32 r = 0; r < 4; r++) {
        for (i32 q = 0; q < 4; q++) {
          i32 i = top + row + 16 * r;
          i32 j = side + column + 16 * q;
          if (i < m && j < n) c[(batch * m + i) * n + j] = sums[r * 4 + q];
        }
      }
    }

    // means <- means / the last of them, which becomes 0; [models, width]; a block for each model
    KERNEL(divide_by_last)(GLOBAL float* means, i32 width) {
      GLOBAL float* mine = means + (i64)BID * width;
      float total = mine[width - 1];
      BARRIER();
      for (i32 j = TID; j < width; j += NT) mine[j] = j == width - 1 ? 0.0f : mine[j] / total;
    }

    // grams <- sums over rows of weight (row - mean)(row - mean)^T, [models, width, width]; a block for each tile on or
    // below the diagonal, which writes what mirrors it too
    KERNEL(centred_grams)(GLOBAL const float* rows, GLOBAL const float* weights, GLOBAL const float* means,
                          GLOBAL float* grams, i32 count, i32 width, i32 tiles) {
      SHARED(float, left, 1040);
      SHARED(float, right, 1040);
      i64 model = BID / tiles;
      i32 tile = BID % tiles;
      i32 down = 0;
      while ((down + 1) * (down + 2) / 2 <= tile) down++;
      i32 top = down * 64;
      i32 side = (tile - down * (down + 1) / 2) * 64;
      i32 row = TID / 16;
      i32 column = TID % 16;
      i32 place = TID % 64;
      i32 upper = top + place;
      i32 lower = side + place;
      float upper_mean = upper < width ? means[model * width + upper] : 0.0f;
      float lower_mean = lower < width ? means[model * width + lower] : 0.0f;
      float sums[16];
      for (i32 index = 0; index < 16; index++) sums[index] = 0.0f;
      for (i32 depth = 0; depth < count; depth += 16) {
        for (i32 p = TID / 64; p < 16; p += 4) {
          i64 example = depth + p;
          float weight = example < count ? weights[model * count + example] : 0.0f;
          left[p * 65 + place] = weight != 0.0f && upper < width ? weight * (rows[example * width + upper] - upper_mean) : 0.0f;
          right[p * 65 + place] = weight != 0.0f && lower < width ? rows[example * width + lower] - lower_mean : 0.0f;
        }
        BARRIER();
        add_panels(left, right, row, column, sums);
        BARRIER();
      }
      for (i32 r = 0; r < 4; r++) {
        for (i32 q = 0; q < 4; q++) {
          i32 i = top + row + 16 * r;
          i32 j = side + column + 16 * q;
          if (i < width && j <= i) {
            grams[(model * width + i) * width + j] = sums[r * 4 + q];
            grams[(model * width + j) * width + i] = sums[r * 4 + q];
          }
        }
      }
    }

    // matrices <- scale matrices, its diagonal times (1 + ridge), plus the penalty except in the last row;
    // [models, width, width]
    KERNEL(damp)(GLOBAL float* matrices, GLOBAL const float* scales, float ridge, float penalty, i32 width, i64 n) {
      FOR_EACH(i, n) {
        i64 row = i / width % width;
        float value = matrices[i] * scales[i / width / width];
        if (row == i % width) {
          value = value * (1.0f + ridge);
          if (row < width - 1) value = value + penalty;
        }
        matrices[i] = value;
      }
    }

    // matrices <- their inverses, [models, width, width], by way of A = U^T U and of the inverse of U^T, which lies in
    // `factors` meanwhile; failures <- -1 or the row of a pivot that is not positive and finite; a block for each model
    KERNEL(invert_positive_definite)(GLOBAL float* matrices, GLOBAL float* factors, GLOBAL i32* failures, i32 width) {
      SHARED(float, pivot, 1);
      GLOBAL float* matrix = matrices + (i64)BID * width * width;
      GLOBAL float* inverse = factors + (i64)BID * width * width;
      i32 failed = -1;
      // Row after row of U takes the place of the upper triangle.
      for (i32 row = 0; row < width && failed < 0; row++) {
        for (i32 column = row + TID; column < width; column += NT) {
          float sum = matrix[(i64)row * width + column];
          for (i32 p = 0; p < row; p++) sum = FMAF(-matrix[(i64)p * width + row], matrix[(i64)p * width + column], sum);
          matrix[(i64)row * width + column] = sum;
          if (column == row) pivot[0] = sum;
        }
        BARRIER();
        float square = pivot[0];
        if (!(square > 0.0f && square < POS_INF)) failed = row;
        float root = SQRTF(square);
        for (i32 column = row + TID; column < width; column += NT) {
          matrix[(i64)row * width + column] = column == row ? root : matrix[(i64)row * width + column] / root;
        }
        BARRIER();
      }
      if (TID == 0) failures[BID] = failed;
      if (failed >= 0) {
        for (i64 index = TID; index < (i64)width * width; index += NT) matrix[index] = AS_FLOAT(0x7fc00000u);
      } else {
        // Each thread solves for columns of its own: nobody waits.
        for (i32 column = TID; column < width; column += NT) {
          for (i32 row = 0; row < width; row++) {
            float sum = row == column ? 1.0f : 0.0f;
            for (i32 p = column; p < row; p++) {
              sum = FMAF(-matrix[(i64)p * width + row], inverse[(i64)p * width + column], sum);
            }
            inverse[(i64)row * width + column] = sum / matrix[(i64)row * width + row];
          }
        }
        BARRIER();
        for (i64 index = TID; index < (i64)width * width; index += NT) {
          i32 row = (i32)(index / width);
          i32 column = (i32)(index % width);
          float sum = 0.0f;
          for (i32 p = row > column ? row : column; p < width; p++) {
            sum = FMAF(inverse[(i64)p * width + row], inverse[(i64)p * width + column], sum);
          }
          matrix[index] = sum;
        }
      }
    }

    // matrices <- T matrices T^T, [models, width, width], where T subtracts from the last coordinate the others times their
    // means, [models, width]; a block for each model
    KERNEL(uncentre)(GLOBAL float* matrices, GLOBAL const float* means, i32 width) {
      GLOBAL float* matrix = matrices + (i64)BID * width * width;
      GLOBAL const float* mean = means + (i64)BID * width;
      i32 last = width - 1;
      for (i32 column = TID; column < width; column += NT) {
        float sum = matrix[(i64)last * width + column];
        for (i32 row = 0; row < last; row++) sum = FMAF(-mean[row], matrix[(i64)row * width + column], sum);
        matrix[(i64)last * width + column] = sum;
      }
      BARRIER();
      for (i32 row = TID; row < last; row += NT) matrix[(i64)row * width + last] = matrix[(i64)last * width + row];
      if (TID == 0) {
        float sum = matrix[(i64)last * width + last];
        for (i32 column = 0; column < last; column++) sum = FMAF(-mean[column], matrix[(i64)last * width + column], sum);
        matrix[(i64)last * width + last] = sum;
      }
    }

    // logits <- weight (softmax - [class is label]) over the classes present, [models, classes, rows]; a thread for each
    // row of each model
    KERNEL(softmax_residuals)(GLOBAL float* logits, GLOBAL const i32* labels, GLOBAL const float* weights,
                              GLOBAL const i32* present, i32 classes, i32 rows, i64 n) {
      FOR_EACH(i, n) {
        i64 model = i / rows;
        i64 row = i % rows;
        GLOBAL float* mine = logits + model * classes * rows + row;
        GLOBAL const i32* part = present + model * classes;
        float weight = weights[i];
        float top = -POS_INF;
        float sum = 0.0f;
        if (weight != 0.0f) {
          for (i32 cls = 0; cls < classes; cls++) {
            if (part[cls] != 0) top = FMAXF(top, mine[(i64)cls * rows]);
          }
          for (i32 cls = 0; cls < classes; cls++) {
            if (part[cls] != 0) sum = sum + EXPF(mine[(i64)cls * rows] - top);
          }
        }
        for (i32 cls = 0; cls < classes; cls++) {
          float residual = 0.0f;
          if (weight != 0.0f && part[cls] != 0) {
            residual = weight * (EXPF(mine[(i64)cls * rows] - top) / sum - (cls == labels[row] ? 1.0f : 0.0f));
          }
          mine[(i64)cls * rows] = residual;
        }
      }
    }

    // the sum of the numbers of 256 threads, in one order, for every thread
    DEV float sum_of_threads(LOCAL float* numbers, float number, i32 thread) {
      numbers[thread] = number;
      BARRIER();
      for (i32 reach = 128; reach > 0; reach /= 2) {
        if (thread < reach) numbers[thread] = numbers[thread] + numbers[thread + reach];
        BARRIER();
      }
      float sum = numbers[0];
      BARRIER();
      return sum;
    }

    // one step of accelerated descent; all but the last three arrays [models, count], those [models]; a block of 256
    // threads for each model
    KERNEL(accelerate)(GLOBAL float* iterates, GLOBAL float* points, GLOBAL const float* gradients,
                       GLOBAL const float* directions, GLOBAL float* last_points, GLOBAL float* last_gradients,
                       GLOBAL float* last_directions, GLOBAL float* lengths, GLOBAL const float* safe_lengths,
                       GLOBAL float* momenta, i32 count, i32 is_first) {
      SHARED(float, numbers, 256);
      i64 first = (i64)BID * count;
      float length = lengths[BID];
      float momentum = momenta[BID];
      if (!is_first) {
        float curvature = 0.0f;
        float way = 0.0f;
        for (i64 i = first + TID; i < first + count; i += NT) {
          float change = gradients[i] - last_gradients[i];
          curvature = FMAF(change, directions[i] - last_directions[i], curvature);
          way = FMAF(change, points[i] - last_points[i], way);
        }
        curvature = sum_of_threads(numbers, curvature, TID);
        way = sum_of_threads(numbers, way, TID);
        float longest = way > 0.0f && curvature > 0.0f ? way / curvature : 1.0f;
        length = FMAXF(safe_lengths[BID], FMINF(length, longest));
      }
      float slope = 0.0f;
      for (i64 i = first + TID; i < first + count; i += NT) {
        slope = FMAF(gradients[i], FMAF(-length, directions[i], points[i]) - iterates[i], slope);
      }
      slope = sum_of_threads(numbers, slope, TID);
      if (slope > 0.0f) momentum = 1.0f;
      float after = (1.0f + SQRTF(FMAF(4.0f * momentum, momentum, 1.0f))) / 2.0f;
      float share = (momentum - 1.0f) / after;
      for (i64 i = first + TID; i < first + count; i += NT) {
        float next = FMAF(-length, directions[i], points[i]);
        float move = next - iterates[i];
        last_points[i] = points[i];
        last_gradients[i] = gradients[i];
        last_directions[i] = directions[i];
        iterates[i] = next;
        points[i] = FMAF(share, move, next);
      }
      if (TID == 0) {
        lengths[BID] = length;
        momenta[BID] = after;
      }
    }

    // values <- the activations of what units are given, [models, units, rows], of ReLU or of tanh; ones in a model's last
    // unit; 0 where the weight, [models, rows], is 0; a block for each unit of each model
    KERNEL(activate_units)(GLOBAL float* values, GLOBAL const float* weights, i32 units, i32 rows, i32 is_tanh) {
      GLOBAL float* mine = values + (i64)BID * rows;
      GLOBAL const float* weight = weights + (i64)(BID / units) * rows;
      i32 is_last = BID % units == units - 1;
      for (i32 row = TID; row < rows; row += NT) {
        float input = mine[row];
        float value = input < 0.0f ? 0.0f : input;
        if (is_tanh) {
          float power = EXPF(-2.0f * FABSF(input));
          value = (1.0f - power) / (1.0f + power);
          if (input < 0.0f) value = -value;
        }
        if (is_last) value = 1.0f;
        mine[row] = weight[row] == 0.0f ? 0.0f : value;
      }
    }

    // gradients <- gradients times the slopes at activations, both [models, units, rows], of ReLU or of tanh; 0 in a model's
    // last unit; a block for each unit of each model
    KERNEL(activate_units_gradient)(GLOBAL float* gradients, GLOBAL const float* activations, i32 units, i32 rows,
                                    i32 is_tanh) {
      i64 first = (i64)BID * rows;
      i32 is_last = BID % units == units - 1;
      for (i32 row = TID; row < rows; row += NT) {
        float value = activations[first + row];
        float slope = is_tanh ? FMAF(-value, value, 1.0f) : value > 0.0f ? 1.0f : 0.0f;
        gradients[first + row] = is_last ? 0.0f : gradients[first + row] * slope;
      }
    }

    // the step of descend along scale g, [models], without decay in the last column, each [models, size] of rows of columns
    KERNEL(descend_models)(GLOBAL float* w, GLOBAL const float* g, GLOBAL float* v, GLOBAL const float* scales, float rate,
                           float momentum, float decay, float ahead, float kept, i32 columns, i64 size, i64 n) {
      FOR_EACH(i, n) {
        float share = i % columns == columns - 1 ? 0.0f : decay;
        float slope = FMAF(share, w[i], g[i] * scales[i / size]);
        float velocity = FMAF(momentum, v[i], slope);
        v[i] = velocity;
        w[i] = FMAF(-rate, FMAF(ahead, slope, kept * velocity), w[i]);
      }
    }

    // marks of -1, [models], <- mark where numbers, [models, count], are not all finite; a block for each model
    KERNEL(mark_not_finite)(GLOBAL const float* numbers, GLOBAL i32* marks, i32 mark, i64 count) {
      SHARED(i32, found, 1);
      if (TID == 0) found[0] = 0;
      BARRIER();
      for (i64 i = TID; i < count; i += NT) {
        if (!(FABSF(numbers[(i64)BID * count + i]) < POS_INF)) found[0] = 1;
      }
      BARRIER();
      if (TID == 0 && found[0] && marks[BID] == -1) marks[BID] = mark;
    }
    """#
}
