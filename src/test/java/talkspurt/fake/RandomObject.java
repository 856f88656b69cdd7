package talkspurt.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** JSON objects of known fields in any order and number, now and then with another end or broken. */
public final class RandomObject {

  private RandomObject() {}

  /**
   * The next one.
   *
   * @param plain its fields, where nothing is changed; quoted by apostrophes
   * @param others fields that are put between them or in their place
   * @param ends what may stand at its end in place of the brace
   */
  public static String text(
      Random random, List<String> plain, List<String> others, String... ends) {
    List<String> fields = new ArrayList<>(plain);
    for (int change = random.nextInt(4); change > 0; change--) {
      String other = others.get(random.nextInt(others.size()));
      int at = random.nextInt(fields.size());
      if (random.nextBoolean()) {
        fields.add(at, other);
      } else {
        fields.set(at, other);
      }
    }
    StringBuilder text = new StringBuilder("{" + String.join(",", fields) + end(random, ends));
    if (random.nextInt(10) == 0) {
      int at = random.nextInt(text.length());
      text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
    }
    return text.toString().replace('\'', '"');
  }

  private static String end(Random random, String... ends) {
    for (String end : ends) {
      if (random.nextInt(20) == 0) {
        return end;
      }
    }
    return "}";
  }
}
