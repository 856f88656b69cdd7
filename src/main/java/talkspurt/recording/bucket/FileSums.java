package talkspurt.recording.bucket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a file, or a piece of one, is recognised by; sums in hexadecimal digits.
 *
 * @param bytes how long it is
 */
record FileSums(long bytes, String sha256, String md5) {

  private static final int PIECE = 64 * 1024;

  /** Reads the whole file. */
  static FileSums of(Path file) throws IOException {
    return of(file, 0, Long.MAX_VALUE);
  }

  /** Reads so many bytes of it from a place on, or all that there are. */
  static FileSums of(Path file, long from, long count) throws IOException {
    try (InputStream in = new FilePiece(file, from, count)) {
      return of(in);
    }
  }

  /** Of some bytes. */
  static FileSums of(byte[] some) {
    try {
      return of(new ByteArrayInputStream(some));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static FileSums of(InputStream in) throws IOException {
    MessageDigest sha256 = digest("SHA-256");
    MessageDigest md5 = digest("MD5");
    long bytes = 0;
    byte[] piece = new byte[PIECE];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      sha256.update(piece, 0, read);
      md5.update(piece, 0, read);
      bytes += read;
    }
    HexFormat hex = HexFormat.of();
    return new FileSums(bytes, hex.formatHex(sha256.digest()), hex.formatHex(md5.digest()));
  }

  private static MessageDigest digest(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException notThere) {
      throw new IllegalStateException("every JDK has " + name, notThere);
    }
  }

  /** As HTTP wants it. */
  String md5Base64() {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(md5));
  }
}
