package talkspurt.provider.transport;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the base64 of sound as peers write it: either alphabet (RFC 4648 §4 and §5), with or without padding, with
 * line ends or blanks anywhere, several padded pieces in a row, and behind a {@code data:} prefix. Writes it as
 * RFC 4648 §4 has it, with padding.
 */
public final class Base64Sound {

  private static final int BITS_PER_CHARACTER = 6;
  private static final String PREFIX = "data:";
  private static final byte PADDING = '=';
  private static final byte[] ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
          .getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;
  private int count;
  private int bits;
  private int characters;

  private Base64Sound(int maxBytes) {
    bytes = new byte[maxBytes];
  }

  /** The bytes; empty where the text is no base64. */
  public static Optional<byte[]> decode(CharSequence text) {
    int from = prefix(text);
    Base64Sound read = new Base64Sound(maxBytes(text, from));
    for (int at = from; at < text.length(); at++) {
      if (!read.take(text.charAt(at))) {
        return Optional.empty();
      }
    }
    return read.endOfPiece() ? Optional.of(read.taken()) : Optional.empty();
  }

  /** The bytes of the text that a parser is at, if there are any: no other text is made of it. */
  public static Optional<byte[]> decode(JsonParser json) throws IOException {
    return decode(
            CharBuffer.wrap(json.getTextCharacters(), json.getTextOffset(), json.getTextLength()))
        .filter(bytes -> bytes.length > 0);
  }

  /** How many characters so many bytes make. */
  public static int length(int bytes) {
    return (bytes + 2) / 3 * 4;
  }

  /**
   * Writes 16-bit samples, the lower byte of each first.
   *
   * @param text takes {@link #length} characters, one a byte
   * @param at where the first is written
   */
  public static void encode(short[] samples, byte[] text, int at) {
    int bytes = Short.BYTES * samples.length;
    int to = at;
    for (int i = 0; i < bytes; i += 3) {
      int three = octet(samples, i) << 16 | octet(samples, i + 1) << 8 | octet(samples, i + 2);
      text[to++] = ALPHABET[three >> 18];
      text[to++] = ALPHABET[three >> 12 & 0x3f];
      text[to++] = i + 1 < bytes ? ALPHABET[three >> 6 & 0x3f] : PADDING;
      text[to++] = i + 2 < bytes ? ALPHABET[three & 0x3f] : PADDING;
    }
  }

  /** Behind the last one there are zeros. */
  private static int octet(short[] samples, int at) {
    int sample = at / 2 < samples.length ? samples[at / 2] : 0;
    return (at % 2 == 0 ? sample : sample >> 8) & 0xff;
  }

  /** How many characters stand before the base64 itself. */
  private static int prefix(CharSequence text) {
    if (text.length() < PREFIX.length()
        || !PREFIX.contentEquals(text.subSequence(0, PREFIX.length()))) {
      return 0;
    }
    int comma = PREFIX.length();
    while (comma < text.length() && text.charAt(comma) != ',') {
      comma++;
    }
    return comma < text.length() ? comma + 1 : 0;
  }

  /** As many as there are, unless something but padding at the end stands among the characters. */
  private static int maxBytes(CharSequence text, int from) {
    int to = text.length();
    while (to > from && text.charAt(to - 1) == PADDING) {
      to--;
    }
    return (int) ((long) (to - from) * BITS_PER_CHARACTER / 8);
  }

  private byte[] taken() {
    return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
  }

  private boolean take(char character) {
    if (character == ' ' || character == '\n' || character == '\r' || character == '\t') {
      return true;
    }
    if (character == '=') {
      return endOfPiece();
    }
    int value = value(character);
    if (value < 0) {
      return false;
    }
    bits = bits << BITS_PER_CHARACTER | value;
    characters++;
    int over = characters * BITS_PER_CHARACTER % 8;
    if (characters > 1 && over != BITS_PER_CHARACTER) {
      bytes[count++] = (byte) (bits >> over);
    }
    if (characters == 4) {
      characters = 0;
    }
    return true;
  }

  /** One character alone is not even a byte. */
  private boolean endOfPiece() {
    boolean whole = characters != 1;
    characters = 0;
    return whole;
  }

  private static int value(char character) {
    if (character >= 'A' && character <= 'Z') {
      return character - 'A';
    }
    if (character >= 'a' && character <= 'z') {
      return character - 'a' + 26;
    }
    if (character >= '0' && character <= '9') {
      return character - '0' + 52;
    }
    return switch (character) {
      case '+', '-' -> 62;
      case '/', '_' -> 63;
      default -> -1;
    };
  }
}
