extension KernelSource {
  /// Sums over ranked players. Each rank and row moves 16 bytes of order and labels, 8 of weights that all rows share, and
  /// 16 of what is paid, half of them scattered.
  static let ranks = #"""
    // the sum of the numbers that later threads of the block give; every thread calls it, with 256 places of scratch
    DEV double sum_of_later_threads(LOCAL double* sums, double own) {
      sums[TID] = own;
      BARRIER();
      for (i32 step = 1; step < NT; step <<= 1) {
        double later = TID + step < NT ? sums[TID + step] : 0.0;
        BARRIER();
        sums[TID] += later;
        BARRIER();
      }
      return TID + 1 < NT ? sums[TID + 1] : 0.0;
    }

    // totals[r, t] <- sum of taken over the ranks of tile t whose players have the label of row r; blocks: tiles of 2048
    // ranks, by rows
    KERNEL(sum_rank_tiles)(GLOBAL const i32* order, GLOBAL const i32* labels, GLOBAL const i32* row_labels,
        GLOBAL const double* taken, GLOBAL double* totals, i64 players) {
      SHARED(double, sums, 256);
      GLOBAL const i32* ranked = order + (i64)BIDY * players;
      i64 first = (i64)BID * 2048;
      i32 label = row_labels[BIDY];
      double sum = 0.0;
      for (i32 place = TID; place < 2048; place += 256) {
        i64 rank = first + place;
        if (rank < players && labels[ranked[rank]] == label) sum += taken[rank];
      }
      sums[TID] = sum;
      BARRIER();
      for (i32 half_way = 128; half_way > 0; half_way >>= 1) {
        if (TID < half_way) sums[TID] += sums[TID + half_way];
        BARRIER();
      }
      if (TID == 0) totals[(i64)BIDY * BLOCKS + BID] = sums[0];
    }

    // totals[r, t] <- sum of totals[r, t'] over t' > t, [rows, tiles]; a block for each row
    KERNEL(sum_later_tiles)(GLOBAL double* totals, i32 tiles) {
      SHARED(double, sums, 256);
      GLOBAL double* row = totals + (i64)BID * tiles;
      i32 each = (tiles + 255) / 256;
      i32 first = TID * each;
      i32 end = first + each < tiles ? first + each : tiles;
      double sum = 0.0;
      for (i32 tile = end - 1; tile >= first; tile--) sum += row[tile];
      double tail = sum_of_later_threads(sums, sum);
      for (i32 tile = end - 1; tile >= first; tile--) {
        double own = row[tile];
        row[tile] = tail;
        tail += own;
      }
    }

    // values[r, order[r, q]] <- own[q] where the labels are equal, else 0, less the sum of taken over later ranks where they
    // are; tails[r, t] is that sum over later tiles; blocks: tiles of 2048 ranks, by rows
    KERNEL(pay_ranks)(GLOBAL const i32* order, GLOBAL const i32* labels, GLOBAL const i32* row_labels,
        GLOBAL const double* own, GLOBAL const double* taken, GLOBAL const double* tails, GLOBAL double* values,
        i64 players) {
      // eight ranks of a thread and a place between them and the next thread's, against conflicts of banks
      SHARED(double, later, 2304);
      SHARED(double, sums, 256);
      // a player, or -1 - player where the labels differ
      SHARED(i32, marked, 2048);
      GLOBAL const i32* ranked = order + (i64)BIDY * players;
      i64 first = (i64)BID * 2048;
      i32 label = row_labels[BIDY];
      for (i32 place = TID; place < 2048; place += 256) {
        i64 rank = first + place;
        i32 player = rank < players ? ranked[rank] : 0;
        i32 is_paid = rank < players && labels[player] == label;
        marked[place] = is_paid ? player : -1 - player;
        later[place + (place >> 3)] = is_paid ? taken[rank] : 0.0;
      }
      BARRIER();
      double sum = 0.0;
      for (i32 place = TID * 9 + 7; place >= TID * 9; place--) sum += later[place];
      double tail = tails[(i64)BIDY * BLOCKS + BID] + sum_of_later_threads(sums, sum);
      for (i32 place = TID * 9 + 7; place >= TID * 9; place--) {
        double own_part = later[place];
        later[place] = tail;
        tail += own_part;
      }
      BARRIER();
      GLOBAL double* paid = values + (i64)BIDY * players;
      for (i32 place = TID; place < 2048; place += 256) {
        i64 rank = first + place;
        if (rank < players) {
          i32 mark = marked[place];
          double earned = mark < 0 ? 0.0 : own[rank];
          paid[mark < 0 ? -1 - mark : mark] = earned - later[place + (place >> 3)];
        }
      }
    }

    // sums[i] <- sums[i] + values[0, i] + values[1, i] + ..., [players]
    KERNEL(add_paid_rows)(GLOBAL const double* values, GLOBAL double* sums, i32 rows, i64 players) {
      FOR_EACH(player, players) {
        double sum = sums[player];
        for (i32 row = 0; row < rows; row++) sum += values[(i64)row * players + player];
        sums[player] = sum;
      }
    }
    """#
}
