package talkspurt.provider.agent;

/** Emoji, arrows and other pictographs of Unicode 15: what a voice cannot say, or says by its long name. */
final class Pictographs {

  private static final int[][] RANGES = {
    {0x2139, 0x2139}, {0x2190, 0x21FF}, {0x231A, 0x231B}, {0x2328, 0x2328}, {0x23CF, 0x23CF},
    {0x23E9, 0x23FA}, {0x24C2, 0x24C2}, {0x25A0, 0x27BF}, {0x2900, 0x297F}, {0x2B00, 0x2BFF},
    {0x3030, 0x3030}, {0x303D, 0x303D}, {0x3297, 0x3297}, {0x3299, 0x3299}, {0x1F000, 0x1FAFF},
    {0xE0020, 0xE007F}
  };

  private Pictographs() {}

  static boolean contains(int codePoint) {
    for (int[] range : RANGES) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return true;
      }
    }
    return false;
  }
}
