package talkspurt.provider.transport;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
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

  private static final byte[] VALUES = values();

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int value = 0; value < ALPHABET.length; value++) {
      values[ALPHABET[value]] = (byte) value;
    }
    values['-'] = 62;
    values['_'] = 63;
    return values;
  }

  private final byte[] bytes;
  private int count;
  private int bits;
  private int characters;

  private Base64Sound(int maxBytes) {
    bytes = new byte[maxBytes];
  }

  /** The bytes; empty where the text is no base64. */
  public static Optional<byte[]> decode(String text) {
    return decode(text.toCharArray(), 0, text.length());
  }

  private static Optional<byte[]> decode(char[] text, int begin, int length) {
    int to = begin + length;
    int at = begin + prefix(CharBuffer.wrap(text, begin, length));
    Base64Sound read = new Base64Sound(maxBytes(text, at, to));
    while (at < to) {
      at = read.takeGroups(text, at, to);
      if (at < to && !read.take(text[at++])) {
        return Optional.empty();
      }
    }
    return read.endOfPiece() ? Optional.of(read.taken()) : Optional.empty();
  }

  /** The bytes of the text that a parser is at, if there are any: no other text is made of it. */
  public static Optional<byte[]> decode(JsonParser json) throws IOException {
    return decode(json.getTextCharacters(), json.getTextOffset(), json.getTextLength())
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

  /** The same of bytes. */
  public static void encode(byte[] bytes, byte[] text, int at) {
    byte[] encoded = Base64.getEncoder().encode(bytes);
    System.arraycopy(encoded, 0, text, at, encoded.length);
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
  private static int maxBytes(char[] text, int from, int end) {
    int to = end;
    while (to > from && text[to - 1] == PADDING) {
      to--;
    }
    return (int) ((long) (to - from) * BITS_PER_CHARACTER / 8);
  }

  private byte[] taken() {
    return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
  }

  /**
   * Takes groups of four characters of the alphabet, which are nearly all there are.
   *
   * @return where something else stands
   */
  private int takeGroups(char[] text, int from, int to) {
    int at = from;
    for (; characters == 0 && to - at >= 4; at += 4) {
      int group = value(text[at]) << 18
          | value(text[at + 1]) << 12
          | value(text[at + 2]) << 6
          | value(text[at + 3]);
      if (group < 0) {
        break;
      }
      bytes[count] = (byte) (group >> 16);
      bytes[count + 1] = (byte) (group >> 8);
      bytes[count + 2] = (byte) group;
      count += 3;
    }
    return at;
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

  /** Of a character; -1 of one that is not of the alphabets. */
  private static int value(char character) {
    return character < VALUES.length ? VALUES[character] : -1;
  }
}
