package talkspurt.tls;

import java.util.Optional;

/**
 * The files of one side of TLS connections.
 *
 * @param certificate of this side, with those that vouch for it behind it
 * @param key of this side's certificate
 * @param trust the certificates that those of the other side have to come from
 */
public record PemFiles(
    Optional<PemFile> certificate, Optional<PemFile> key, Optional<PemFile> trust) {

  /** No file at all. */
  public static final PemFiles NONE =
      new PemFiles(Optional.empty(), Optional.empty(), Optional.empty());

  public PemFiles {
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException((key.isPresent() ? "certificate-file" : "key-file")
          + " is empty; allowed: certificate-file and key-file, both or none");
    }
  }

  /** What is in them at one time. */
  record Texts(Optional<String> certificate, Optional<String> key, Optional<String> trust) {}

  /**
   * What is in them now.
   *
   * @throws IllegalArgumentException when one cannot be read
   */
  Texts texts() {
    return new Texts(
        certificate.map(PemFile::text), key.map(PemFile::text), trust.map(PemFile::text));
  }

  /**
   * Looks whether TLS can begin with them.
   *
   * @throws IllegalArgumentException when one is missing or faulty; begins with the setting that names it
   */
  public void check() {
    TlsKeys.of(this, texts());
  }
}
