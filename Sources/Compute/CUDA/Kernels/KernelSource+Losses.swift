extension KernelSource {
  /// Losses of classifications.
  static let losses = #"""
    // Of logits [examples, classes]: probabilities <- softmax, losses[e] <- cross-entropy of labels[e], residuals[e, c] <-
    // weights[e] (p - 1 at the label), weights being ones without has_weights. A row is done by `lanes` threads of a
    // block, a power of two. In double precision, with the largest logit's own term, 1, left out of the sum until log1p:
    // exact however small the loss is. Nothing can stop here: a label outside gives a loss and residuals of NaN.
    KERNEL(softmax_cross_entropy)(
        GLOBAL const float* logits, GLOBAL const i32* labels, GLOBAL const float* weights, i32 has_weights,
        GLOBAL float* probabilities, GLOBAL float* losses, GLOBAL float* residuals, i64 examples, i32 classes,
        i32 lanes) {
      SHARED(float, tops, 256);
      SHARED(i32, places, 256);
      SHARED(double, parts, 256);
      i32 lane = TID % lanes;
      i64 example = (i64)BID * (NT / lanes) + TID / lanes;
      bool is_inside = example < examples;
      i64 row = example * classes;
      float top = -POS_INF;
      i32 place = lane < classes ? lane : 0;
      if (is_inside) {
        for (i32 c = lane; c < classes; c += lanes) {
          if (c == lane || logits[row + c] > top) {
            top = logits[row + c];
            place = c;
          }
        }
      }
      tops[TID] = top;
      places[TID] = place;
      BARRIER();
      for (i32 rest = lanes / 2; rest > 0; rest /= 2) {
        if (lane < rest && tops[TID + rest] > tops[TID]) {
          tops[TID] = tops[TID + rest];
          places[TID] = places[TID + rest];
        }
        BARRIER();
      }
      double largest = tops[TID - lane];
      i32 winner = places[TID - lane];
      // 0 where the largest logit is finite, else NaN, which reaches every output.
      double others = lane == 0 ? largest - largest : 0;
      if (is_inside) {
        for (i32 c = lane; c < classes; c += lanes) {
          double power = exp((double)logits[row + c] - largest);
          probabilities[row + c] = (float)power;
          if (c != winner) others += power;
        }
      }
      parts[TID] = others;
      BARRIER();
      for (i32 rest = lanes / 2; rest > 0; rest /= 2) {
        if (lane < rest) parts[TID] += parts[TID + rest];
        BARRIER();
      }
      others = parts[TID - lane];
      if (is_inside) {
        i32 label = labels[example];
        bool is_label = label >= 0 && label < classes;
        float weight = has_weights != 0 ? weights[example] : 1.0f;
        if (!is_label) weight = AS_FLOAT(0x7fc00000u);
        double factor = 1 / (1 + others);
        for (i32 c = lane; c < classes; c += lanes) {
          float probability = (float)((double)probabilities[row + c] * factor);
          probabilities[row + c] = probability;
          residuals[row + c] = weight * (probability - (c == label ? 1.0f : 0.0f));
        }
        if (lane == 0) {
          losses[example] = is_label ? (float)(largest - (double)logits[row + label] + log1p(others))
              : AS_FLOAT(0x7fc00000u);
        }
      }
    }
    """#
}
