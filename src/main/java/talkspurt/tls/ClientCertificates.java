package talkspurt.tls;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;

/** Whether those who connect show a certificate of their own. */
public enum ClientCertificates {
  /** They are not asked. */
  NONE,
  /** They are asked; one that is shown has to be trusted. */
  WANTED,
  /** Who shows none that is trusted is not let in. */
  NEEDED;

  /**
   * By its name in the settings.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static ClientCertificates of(String label) {
    return Arrays.stream(values())
        .filter(one -> one.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("client-certificates is '" + label
            + "'; allowed: "
            + Arrays.stream(values())
                .map(ClientCertificates::label)
                .collect(Collectors.joining(", "))));
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  void askBy(SSLEngine engine) {
    engine.setWantClientAuth(this == WANTED);
    if (this == NEEDED) {
      engine.setNeedClientAuth(true);
    }
  }
}
