package talkspurt.fake;

import java.net.URI;
import java.time.Duration;
import talkspurt.provider.transport.BreakerSettings;
import talkspurt.provider.transport.PeerSettings;

/** How a {@link StandIn} is asked. */
public final class PeerSettingsOf {

  private PeerSettingsOf() {}

  /** Long enough for any machine. */
  public static final int PATIENT_MS = 15_000;

  /** Short enough for a test that waits for the end of it. */
  public static final int IMPATIENT_MS = 400;

  /** Asked so often at most, and waited for so long. */
  public static PeerSettings url(String name, URI url, int attempts, int patienceMs) {
    return new PeerSettings(
        name,
        url,
        Duration.ofSeconds(10),
        Duration.ofMillis(patienceMs),
        Duration.ofMillis(patienceMs),
        Duration.ofMillis(patienceMs),
        4,
        attempts,
        Duration.ofMillis(20),
        new BreakerSettings(5, Duration.ofSeconds(60)),
        1 << 20);
  }
}
