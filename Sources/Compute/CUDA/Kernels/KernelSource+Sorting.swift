extension KernelSource {
  /// A stable radix sort of each row of a matrix, smallest first, in tiles of 4096 elements by blocks of 256 threads.
  ///
  /// Keys are the numbers' bits so arranged that they rank as the numbers do: −0 as 0, every NaN as the largest key. A
  /// row of one tile is sorted by one block: 8 bytes moved an element. Longer rows take four passes over 8 bits each:
  /// `sort_count` reads the keys, `sort_starts` turns the counts into places, `sort_scatter` sorts each tile by the eight
  /// bits in shared memory and writes each run of equal digits to its place. O(n) a pass; 72 bytes moved an element.
  ///
  /// The first pass (shift 0) reads the numbers themselves, and the last (shift 24) writes no keys.
  static let sorting = #"""
    #ifdef __OPENCL_VERSION__
    #define ADD_LOCAL(pointer, value) atomic_add(pointer, value)
    #else
    #define ADD_LOCAL(pointer, value) atomicAdd(pointer, value)
    #endif
    #define SORT_TILE 4096
    #define SORT_SHARE 16
    // Every 32nd word is left out, so that threads that read 16 words in a row do not meet in one bank.
    #define SORT_WORDS (SORT_TILE + SORT_TILE / 32)
    #define SORT_PLACE(i) ((i) + ((i) >> 5))

    // The bits of a number, arranged so that unsigned keys rank as numbers do; NaN last, -0 as 0.
    DEV u32 sort_key(u32 bits) {
      u32 size = bits & 0x7fffffffu;
      if (size > 0x7f800000u) return 0xffffffffu;
      if (size == 0) return 0x80000000u;
      return (bits >> 31) != 0 ? ~bits : bits | 0x80000000u;
    }

    // totals[t] <- sum of totals[0] to totals[t - 1], [256]; leaves the sum of all to nobody.
    DEV void sort_scan(LOCAL u32* totals) {
      u32 own = totals[TID];
      for (i32 step = 1; step < 256; step *= 2) {
        BARRIER();
        u32 before = TID >= step ? totals[TID - step] : 0;
        BARRIER();
        totals[TID] += before;
      }
      BARRIER();
      totals[TID] -= own;
      BARRIER();
    }

    // Sorts a tile by four bits of its keys, stably. Each thread counts its own 16 elements by digit, counts [16, 256] are
    // summed up in order, and an element's place is what stands before its digit and thread and among the thread's own.
    DEV void sort_tile_by_bits(LOCAL u32* keys, LOCAL u32* values, LOCAL u16* counts, LOCAL u32* totals, i32 shift) {
      u32 key[SORT_SHARE];
      u32 value[SORT_SHARE];
      u32 rank[SORT_SHARE];
      for (i32 digit = 0; digit < 16; digit += 1) counts[digit * 256 + TID] = 0;
      for (i32 j = 0; j < SORT_SHARE; j += 1) {
        key[j] = keys[SORT_PLACE(TID * SORT_SHARE + j)];
        value[j] = values[SORT_PLACE(TID * SORT_SHARE + j)];
        i32 cell = (i32)((key[j] >> shift) & 15u) * 256 + TID;
        rank[j] = counts[cell];
        counts[cell] = (u16)(rank[j] + 1);
      }
      BARRIER();
      u32 sum = 0;
      for (i32 j = 0; j < 16; j += 1) sum += counts[TID * 16 + j];
      totals[TID] = sum;
      sort_scan(totals);
      u32 before = totals[TID];
      for (i32 j = 0; j < 16; j += 1) {
        u32 count = counts[TID * 16 + j];
        counts[TID * 16 + j] = (u16)before;
        before += count;
      }
      BARRIER();
      for (i32 j = 0; j < SORT_SHARE; j += 1) {
        i32 place = (i32)(rank[j] + counts[(i32)((key[j] >> shift) & 15u) * 256 + TID]);
        keys[SORT_PLACE(place)] = key[j];
        values[SORT_PLACE(place)] = value[j];
      }
      BARRIER();
    }

    // order[r, 0 .. n] <- positions of row r from the smallest up, [blocks, n] of at most a tile
    KERNEL(sort_short_rows)(GLOBAL const u32* numbers, GLOBAL i32* order, i32 n) {
      SHARED(u32, keys, SORT_WORDS);
      SHARED(u32, values, SORT_WORDS);
      SHARED(u16, counts, SORT_TILE);
      SHARED(u32, totals, 256);
      i64 row = (i64)BID * n;
      // What lies beyond the row has the largest key and the last positions, and so stays last.
      for (i32 i = TID; i < SORT_TILE; i += NT) {
        keys[SORT_PLACE(i)] = i < n ? sort_key(numbers[row + i]) : 0xffffffffu;
        values[SORT_PLACE(i)] = (u32)i;
      }
      BARRIER();
      for (i32 shift = 0; shift < 32; shift += 4) sort_tile_by_bits(keys, values, counts, totals, shift);
      for (i32 i = TID; i < n; i += NT) order[row + i] = (i32)values[SORT_PLACE(i)];
    }

    // counts[r, tile, d] <- keys of the tile whose eight bits from shift are d, blocks [tiles] by rows
    KERNEL(sort_count)(GLOBAL const u32* keys, GLOBAL u32* counts, i32 n, i32 shift) {
      SHARED(u32, bins, 256);
      i64 row = (i64)BIDY * n;
      bins[TID] = 0;
      BARRIER();
      // Equal digits in a row are counted together: the upper bits of distances are nearly all alike.
      u32 last = 0;
      u32 run = 0;
      for (i32 j = 0; j < SORT_SHARE; j += 1) {
        i64 i = (i64)BID * SORT_TILE + j * NT + TID;
        if (i < n) {
          u32 digit = ((shift == 0 ? sort_key(keys[row + i]) : keys[row + i]) >> shift) & 255u;
          if (digit != last && run > 0) {
            ADD_LOCAL(&bins[last], run);
            run = 0;
          }
          last = digit;
          run += 1;
        }
      }
      if (run > 0) ADD_LOCAL(&bins[last], run);
      BARRIER();
      counts[((i64)BIDY * BLOCKS + BID) * 256 + TID] = bins[TID];
    }

    // counts[r, tile, d] <- where in its sorted row the tile's first key of digit d goes, blocks [rows]
    KERNEL(sort_starts)(GLOBAL u32* counts, i32 tiles) {
      SHARED(u32, totals, 256);
      i64 row = (i64)BID * tiles * 256 + TID;
      u32 sum = 0;
      for (i32 tile = 0; tile < tiles; tile += 1) sum += counts[row + (i64)tile * 256];
      totals[TID] = sum;
      sort_scan(totals);
      u32 start = totals[TID];
      for (i32 tile = 0; tile < tiles; tile += 1) {
        u32 count = counts[row + (i64)tile * 256];
        counts[row + (i64)tile * 256] = start;
        start += count;
      }
    }

    // Writes each key and value of a tile to its place by the eight bits from shift, blocks [tiles] by rows; keys, values
    // and both outputs [rows, n], starts [rows, tiles, 256]
    KERNEL(sort_scatter)(
        GLOBAL const u32* keys, GLOBAL const i32* values, GLOBAL const u32* starts, GLOBAL u32* sorted_keys,
        GLOBAL i32* sorted_values, i32 n, i32 shift) {
      SHARED(u32, tile_keys, SORT_WORDS);
      SHARED(u32, tile_values, SORT_WORDS);
      SHARED(u16, counts, SORT_TILE);
      SHARED(u32, totals, 256);
      i64 row = (i64)BIDY * n;
      i64 first = (i64)BID * SORT_TILE;
      i32 length = n - first < SORT_TILE ? (i32)(n - first) : SORT_TILE;
      for (i32 i = TID; i < SORT_TILE; i += NT) {
        u32 key = 0xffffffffu;
        u32 value = 0;
        if (i < length) {
          key = keys[row + first + i];
          if (shift == 0) key = sort_key(key);
          value = shift == 0 ? (u32)(first + i) : (u32)values[row + first + i];
        }
        tile_keys[SORT_PLACE(i)] = key;
        tile_values[SORT_PLACE(i)] = value;
      }
      BARRIER();
      sort_tile_by_bits(tile_keys, tile_values, counts, totals, shift);
      sort_tile_by_bits(tile_keys, tile_values, counts, totals, shift + 4);
      // From here totals[d] is where digit d starts in the row, less where it starts in the tile; it may wrap around.
      for (i32 i = TID; i < length; i += NT) {
        u32 digit = (tile_keys[SORT_PLACE(i)] >> shift) & 255u;
        if (i == 0 || ((tile_keys[SORT_PLACE(i - 1)] >> shift) & 255u) != digit) {
          totals[digit] = starts[((i64)BIDY * BLOCKS + BID) * 256 + digit] - (u32)i;
        }
      }
      BARRIER();
      for (i32 i = TID; i < length; i += NT) {
        u32 key = tile_keys[SORT_PLACE(i)];
        i64 place = row + (i64)(totals[(key >> shift) & 255u] + (u32)i);
        if (shift < 24) sorted_keys[place] = key;
        sorted_values[place] = (i32)tile_values[SORT_PLACE(i)];
      }
    }
    """#
}
