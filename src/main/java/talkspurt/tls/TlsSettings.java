package talkspurt.tls;

import static talkspurt.settings.Bounds.within;

import java.time.Duration;

/**
 * Which of a node's connections are over TLS, and by which files.
 *
 * @param listeners certificate and key of our ports, and the authorities of who connects
 * @param clients whether who connects shows a certificate
 * @param reloadEvery how often the files are looked at
 * @param http whether the API's port is behind TLS
 * @param operations whether the operations port is
 * @param audioSocket whether AudioSocket's port is
 * @param dialling what lines that we open show and believe; without files, they believe whom the JVM does
 */
public record TlsSettings(
    PemFiles listeners,
    ClientCertificates clients,
    Duration reloadEvery,
    boolean http,
    boolean operations,
    boolean audioSocket,
    PemFiles dialling) {

  public TlsSettings {
    within("reload-every", reloadEvery, 1000, 3_600_000);
    boolean asked = clients != ClientCertificates.NONE;
    if (asked && listeners.trust().isEmpty()) {
      throw new IllegalArgumentException(
          "client-ca-file is empty; allowed with client-certificates: the authorities of who connects");
    }
    if (!asked && listeners.trust().isPresent()) {
      throw new IllegalArgumentException(
          "client-certificates is none; allowed with client-ca-file: wanted, needed");
    }
  }

  /** Whether anything listens with TLS. */
  public boolean listens() {
    return http || operations || audioSocket;
  }
}
