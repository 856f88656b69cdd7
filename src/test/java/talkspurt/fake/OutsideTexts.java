package talkspurt.fake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;

/**
 * Makes up texts as strangers send them: random code points, half characters, broken bytes, marks. The
 * property {@code talkspurt.strings} multiplies how many are sent through a door;
 * {@code talkspurt.strings.each} is how many must go through each at least.
 */
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
    "\0",
    "\u202e",
    "\u2066",
    "\u2028",
    "\ue000",
    "\ufdd0",
    "\uffff",
    "♪"
  };
  private static final int MAX_PARTS = 10;
  private static final int CODE_POINTS = 0x110000;
  private static final int SURROGATES = 0x800;
  private static final int ONE_IS_LONG_OF = 2000;
  private static final int LONG_CHARACTERS = 5000;
  private static final int TIMES = Integer.getInteger("talkspurt.strings", 1);
  private static final long AT_LEAST = Long.getLong("talkspurt.strings.each", 0);

  /** Takes a text in; whatever it throws is a fault of the door. */
  @FunctionalInterface
  public interface Door {
    void take(OutsideTexts texts) throws Exception;
  }

  private final Random random;
  private String last = "";
  private long made;

  public OutsideTexts(long seed) {
    random = new Random(seed);
  }

  /**
   * Opens a door so many times, and more often where the properties say so.
   *
   * @throws AssertionError with the seed, the turn and the last document, if the door fails
   */
  public static void through(long seed, int times, Door door) {
    OutsideTexts texts = new OutsideTexts(seed);
    long turn = 0;
    for (; turn < (long) times * TIMES || texts.made < AT_LEAST; turn++) {
      try {
        door.take(texts);
      } catch (Exception | Error fault) {
        throw new AssertionError(
            "seed " + seed + ", turn " + turn + ", the last text is " + escaped(texts.last), fault);
      }
    }
    if (AT_LEAST > 0) {
      System.out.printf("seed %d: %,d texts in %,d turns%n", seed, texts.made, turn);
    }
  }

  /** As a test can show it, and as Java can read it. */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(each -> escaped.append(
            each > ' ' && each < 0x7F ? (char) each : String.format("\\u%04x", each)));
    return escaped.toString();
  }

  /** A document in which each ? is a text as JSON has it; some are not as JSON wants them. */
  public String json(String template) {
    StringBuilder json = new StringBuilder();
    template.chars().forEach(each -> {
      if (each == '?') {
        literal(json);
      } else {
        json.append(each == '\'' ? '"' : (char) each);
      }
    });
    last = json.toString();
    return last;
  }

  private void literal(StringBuilder json) {
    boolean broken = random.nextInt(50) == 0;
    String text = random.nextInt(ONE_IS_LONG_OF) == 0 ? longer() : next();
    json.append('"');
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      boolean escape = each < ' ' || each == '"' || each == '\\' || random.nextInt(4) == 0;
      if (escape && !broken) {
        json.append("\\u").append(HexFormat.of().toHexDigits(each));
      } else {
        json.append(each);
      }
    }
    json.append('"');
  }

  private String longer() {
    StringBuilder text = new StringBuilder();
    while (text.length() < LONG_CHARACTERS) {
      text.append(next()).append('.');
    }
    return text.toString();
  }

  /** One without control characters, for doors that refuse those. */
  public String printable() {
    StringBuilder kept = new StringBuilder();
    next()
        .chars()
        .filter(each -> !Character.isISOControl(each))
        .forEach(each -> kept.append((char) each));
    last = kept.toString();
    return last;
  }

  /** So many one behind the other. */
  public String printable(int count) {
    StringBuilder many = new StringBuilder();
    for (int n = 0; n < count; n++) {
      many.append(printable());
    }
    last = many.toString();
    return last;
  }

  /** The next one; of at most some forty characters. */
  public String next() {
    made++;
    StringBuilder text = new StringBuilder();
    for (int part = random.nextInt(MAX_PARTS); part > 0; part--) {
      switch (random.nextInt(5)) {
        case 0 -> text.appendCodePoint(random.nextInt(CODE_POINTS));
        case 1 -> text.append((char) (Character.MIN_SURROGATE + random.nextInt(SURROGATES)));
        case 2 -> text.append((char) random.nextInt(0x100));
        case 3 -> text.append(new String(random(4), StandardCharsets.UTF_8));
        default -> text.append(MARKS[random.nextInt(MARKS.length)]);
      }
    }
    last = text.toString();
    return last;
  }

  /** Texts and broken bytes one behind the other; never empty. */
  public byte[] document(int parts) {
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    for (int part = 0; part < parts; part++) {
      document.writeBytes(next().getBytes(StandardCharsets.UTF_8));
      document.writeBytes(bytes());
      document.write('.');
    }
    last = document.toString(StandardCharsets.ISO_8859_1);
    return document.toByteArray();
  }

  /** Bytes that are hardly ever UTF-8. */
  public byte[] bytes() {
    return bytes(4);
  }

  /** The same, fewer than so many. */
  public byte[] bytes(int limit) {
    made++;
    return random(limit);
  }

  private byte[] random(int limit) {
    byte[] bytes = new byte[random.nextInt(limit)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Where to cut a text of this length in two. */
  public int cut(int length) {
    return random.nextInt(length + 1);
  }
}
