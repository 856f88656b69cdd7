package talkspurt.provider.transport;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Reads the base64 of sound as peers write it: either alphabet (RFC 4648 §4 and §5), with or without padding, with
 * line ends or blanks anywhere, several padded pieces in a row, and behind a {@code data:} prefix.
 */
public final class Base64Sound {

  private static final int BITS_PER_CHARACTER = 6;

  private final ByteArrayOutputStream bytes;
  private int bits;
  private int characters;

  private Base64Sound(int length) {
    bytes = new ByteArrayOutputStream(length / 4 * 3 + 3);
  }

  /** The bytes; empty where the text is no base64. */
  public static Optional<byte[]> decode(String text) {
    int from = text.startsWith("data:") ? text.indexOf(',') + 1 : 0;
    Base64Sound read = new Base64Sound(text.length());
    for (int at = from; at < text.length(); at++) {
      if (!read.take(text.charAt(at))) {
        return Optional.empty();
      }
    }
    return read.endOfPiece() ? Optional.of(read.bytes.toByteArray()) : Optional.empty();
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
      bytes.write(bits >> over);
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
