package talkspurt.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * A file of certificates, or of a key.
 *
 * @param setting that names it, such as {@code certificate-file}
 */
public record PemFile(String setting, Path path) {

  /** A chain of certificates has some kilobytes; the certificates of all authorities, 200. */
  private static final int MAX_BYTES = 4 << 20;

  private static final Set<PosixFilePermission> OTHERS = Set.of(
      PosixFilePermission.GROUP_READ,
      PosixFilePermission.GROUP_WRITE,
      PosixFilePermission.OTHERS_READ,
      PosixFilePermission.OTHERS_WRITE);

  /**
   * What is in it now.
   *
   * @throws IllegalArgumentException when it cannot be read
   */
  String text() {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw wrong("has more than " + (MAX_BYTES >> 20) + " MiB", "a PEM file");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException unreadable) {
      throw wrong("cannot be read", "a PEM file that this process may read");
    }
  }

  /** Whether others than its owner may read or change it; false where that cannot be known. */
  boolean opensToOthers() {
    try {
      return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  IllegalArgumentException wrong(String why, String allowed) {
    return new IllegalArgumentException(
        setting + " names " + path + ", which " + why + "; allowed: " + allowed);
  }
}
