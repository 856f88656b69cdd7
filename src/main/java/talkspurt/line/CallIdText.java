package talkspurt.line;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Reads a call's id that a peer wrote as text: 36 characters or 32 hexadecimal digits, in either
 * case, with or without braces, quotes, {@code urn:uuid:} and blanks round it.
 */
public final class CallIdText {

  /** Longer than any text that is read. */
  public static final int MAX_LENGTH = 128;

  private static final Pattern DASHED =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern AROUND = Pattern.compile("^[\\s\\x00{\"'(]+|[\\s\\x00}\"')]+$");
  private static final String URN = "urn:uuid:";
  private static final Pattern CHANNEL_ID =
      Pattern.compile("([A-Za-z0-9._-]{1,64}-)?[0-9]{9,11}\\.[0-9]{1,10}");

  private CallIdText() {}

  /** The id; empty where the text holds no id. */
  public static Optional<UUID> read(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String bare = bare(bare(text).toLowerCase(Locale.ROOT));
    if (bare.startsWith(URN)) {
      bare = bare.substring(URN.length());
    }
    if (DIGITS.matcher(bare).matches()) {
      bare = bare.replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-");
    }
    return DASHED.matcher(bare).matches() ? Optional.of(UUID.fromString(bare)) : Optional.empty();
  }

  /** Whether the text is the unique id of a channel of Asterisk, which tutorials take for a UUID. */
  public static boolean isChannelId(String text) {
    return text.length() <= MAX_LENGTH && CHANNEL_ID.matcher(bare(text)).matches();
  }

  private static String bare(String text) {
    return AROUND.matcher(text).replaceAll("");
  }
}
