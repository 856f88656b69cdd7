package talkspurt.fake;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Makes up texts as strangers send them: random code points, half characters, broken bytes, marks. */
public final class OutsideTexts {

  private static final String[] MARKS = {
    "<think>",
    "</think>",
    "<",
    ">",
    "*",
    "**",
    "_",
    "`",
    "```",
    "[",
    "](",
    ")",
    "|",
    "#",
    "\n",
    "\n\n",
    " ",
    "&amp;",
    "&#0;",
    "\\",
    "http://a.b/c",
    "😀",
    "\u200d",
    ".",
    "。",
    "؟",
    "3",
    "a",
    "Z",
    "- ",
    "(noise)",
    "@",
    "%",
    "%C3",
    "=",
    "&",
    "+",
    "\"",
    "{",
    "}",
    "\\ud83d",
    "♪"
  };
  private static final int MOST_PARTS = 10;
  private static final int CODE_POINTS = 0x110000;
  private static final int SURROGATES = 0x800;

  private final Random random;

  public OutsideTexts(long seed) {
    random = new Random(seed);
  }

  /** The next one; of at most some forty characters. */
  public String next() {
    StringBuilder text = new StringBuilder();
    for (int part = random.nextInt(MOST_PARTS); part > 0; part--) {
      switch (random.nextInt(5)) {
        case 0 -> text.appendCodePoint(random.nextInt(CODE_POINTS));
        case 1 -> text.append((char) (Character.MIN_SURROGATE + random.nextInt(SURROGATES)));
        case 2 -> text.append((char) random.nextInt(0x100));
        case 3 -> text.append(new String(bytes(), StandardCharsets.UTF_8));
        default -> text.append(MARKS[random.nextInt(MARKS.length)]);
      }
    }
    return text.toString();
  }

  /** Bytes that are hardly ever UTF-8. */
  public byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(4)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Where to cut a text of this length in two. */
  public int cut(int length) {
    return random.nextInt(length + 1);
  }
}
