package talkspurt.http;

import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Percent-encodes what the target of a request may not hold (RFC 3986, section 2): bytes of 0x7F and
 * above, blanks, control characters, and percent signs without two hexadecimal digits. Dialplans that ask without {@code
 * URIENCODE} send a caller's name as it is, in UTF-8 or Latin-1, and the call is not to fail for that.
 *
 * <p>Reads one connection's bytes in pieces of any size. All other bytes pass unchanged. Where the end
 * of a request cannot be known for sure (chunked bodies, upgrades, what is no HTTP/1), everything after
 * it passes unchanged, too. Not thread-safe.
 */
final class RequestTargets {

  private enum Part {
    REQUEST_LINE,
    HEADERS,
    BODY,
    UNCHANGED
  }

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final int maxLine;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private Part part = Part.REQUEST_LINE;
  private long bodyLeft;
  private boolean lengthTold;
  private boolean endUnknown;

  /**
   * @param maxLine how many bytes of a request line or header line are held until it is whole; of a
   *     connection whose lines are longer, the rest passes unchanged
   */
  RequestTargets(int maxLine) {
    this.maxLine = maxLine;
  }

  /** What goes on of these bytes, and of those before that were held. */
  ByteString repaired(ByteString bytes) {
    ByteStringBuilder out = new ByteStringBuilder();
    byte[] in = bytes.toArray();
    int at = 0;
    while (at < in.length) {
      if (part == Part.UNCHANGED) {
        out.putBytes(in, at, in.length - at);
        at = in.length;
      } else if (part == Part.BODY) {
        int taken = (int) Math.min(bodyLeft, in.length - at);
        out.putBytes(in, at, taken);
        at += taken;
        bodyLeft -= taken;
        part = bodyLeft == 0 ? Part.REQUEST_LINE : Part.BODY;
      } else {
        line.write(in[at]);
        if (in[at] == '\n') {
          out.putBytes(lineEnds());
        } else if (line.size() >= maxLine) {
          part = Part.UNCHANGED;
          out.putBytes(taken());
        }
        at++;
      }
    }
    return out.result();
  }

  private byte[] taken() {
    byte[] whole = line.toByteArray();
    line.reset();
    return whole;
  }

  private byte[] lineEnds() {
    byte[] whole = taken();
    String text = new String(whole, StandardCharsets.ISO_8859_1).stripTrailing();
    if (part == Part.HEADERS) {
      header(text);
      return whole;
    }
    if (text.isEmpty()) {
      return whole;
    }
    int targetAt = text.indexOf(' ') + 1;
    int targetEnds = text.lastIndexOf(" HTTP/1.");
    if (targetAt == 0 || targetEnds < targetAt) {
      part = Part.UNCHANGED;
      return whole;
    }
    part = Part.HEADERS;
    String ending = text.substring(targetEnds)
        + new String(
            whole, text.length(), whole.length - text.length(), StandardCharsets.ISO_8859_1);
    return (text.substring(0, targetAt) + encoded(text.substring(targetAt, targetEnds)) + ending)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Each char is a byte. */
  static String encoded(String target) {
    StringBuilder encoded = new StringBuilder(target.length());
    for (int i = 0; i < target.length(); i++) {
      char at = target.charAt(i);
      if (at <= ' ' || at >= 0x7F || at == '%' && !isEscape(target, i)) {
        encoded.append('%');
        HEX.toHexDigits(encoded, (byte) at);
      } else {
        encoded.append(at);
      }
    }
    return encoded.toString();
  }

  private static boolean isEscape(String target, int at) {
    return at + 2 < target.length()
        && HexFormat.isHexDigit(target.charAt(at + 1))
        && HexFormat.isHexDigit(target.charAt(at + 2));
  }

  private void header(String text) {
    if (text.isEmpty()) {
      part = endUnknown ? Part.UNCHANGED : bodyLeft > 0 ? Part.BODY : Part.REQUEST_LINE;
      lengthTold = false;
      return;
    }
    String name = text.substring(0, Math.max(0, text.indexOf(':'))).toLowerCase(Locale.ROOT);
    switch (name.strip()) {
      case "content-length" ->
        contentLength(text.substring(text.indexOf(':') + 1).strip());
      case "transfer-encoding", "upgrade" -> endUnknown = true;
      default -> {}
    }
  }

  private void contentLength(String value) {
    boolean readable = value.length() <= 18
        && !value.isEmpty()
        && value.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    if (!readable || lengthTold) {
      endUnknown = true;
    } else {
      bodyLeft = Long.parseLong(value);
    }
    lengthTold = true;
  }
}
