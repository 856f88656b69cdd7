package talkspurt.provider.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is picked out of many values, beside what sorting finds. */
class SelectionTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 1000})
  void findsTheValueOfEachRank(int count) {
    Random random = new Random(count);
    for (int rank = 1; rank <= count; rank += 1 + count / 20) {
      float[] values = values(random, count);
      float[] sorted = sorted(values);
      // what lies behind the count is not looked at
      float[] more = Arrays.copyOf(values, count + 1);
      more[count] = Float.MAX_VALUE;
      assertEquals(sorted[rank - 1], PhraseSearch.largest(more, count, rank), "rank " + rank);
    }
  }

  @Test
  void findsAmongEqualValues() {
    assertEquals(2, PhraseSearch.largest(new float[] {2, 2, 2, 2}, 4, 3));
    assertEquals(1, PhraseSearch.largest(new float[] {1, 2, 1, 2}, 4, 3));
    assertEquals(2, PhraseSearch.largest(new float[] {1, 2, 1, 2}, 4, 2));
  }

  @Test
  void picksTheLargestInTheirOrder() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      float[] values = values(random, 4 + round);
      int[] where = new int[4];
      float[] largest = new float[4];
      TiedMixtures.pick(values, where, largest);
      assertArrayEquals(Arrays.copyOf(sorted(values), 4), largest);
      for (int i = 0; i < 4; i++) {
        assertEquals(largest[i], values[where[i]]);
      }
      assertEquals(4, Arrays.stream(where).distinct().count());
    }
  }

  private static float[] values(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      // some of them are equal
      values[i] = random.nextInt(3 * count) - count;
    }
    return values;
  }

  private static float[] sorted(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < sorted.length / 2; i++) {
      float value = sorted[i];
      sorted[i] = sorted[sorted.length - 1 - i];
      sorted[sorted.length - 1 - i] = value;
    }
    return sorted;
  }
}
