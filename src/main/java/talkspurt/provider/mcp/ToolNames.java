package talkspurt.provider.mcp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Names that models can use, for tools of any name. */
final class ToolNames {

  private static final int MAX = 64;
  private static final int DIGITS = 8;

  private ToolNames() {}

  /**
   * The name of a tool: {@code [A-Za-z0-9_-]{1,64}}. It follows from what is given alone, so that it is the same on each
   * node and after each start.
   *
   * @param taken names that others have
   */
  static String of(String prefix, String remote, Set<String> taken) {
    String whole = prefix + remote;
    String valid = whole.replaceAll("[^A-Za-z0-9_-]", "_");
    if (valid.length() <= MAX && !taken.contains(valid)) {
      return valid;
    }
    String digest = "_" + digest(whole);
    return valid.substring(0, Math.min(valid.length(), MAX - digest.length())) + digest;
  }

  private static String digest(String text) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
