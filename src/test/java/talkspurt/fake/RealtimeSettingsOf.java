package talkspurt.fake;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import talkspurt.provider.realtime.RealtimeSettings;
import talkspurt.provider.realtime.SessionAudio;
import talkspurt.provider.transport.Secret;

/** Settings of a Realtime bot for tests. */
public final class RealtimeSettingsOf {

  private RealtimeSettingsOf() {}

  /** Limits that are easy to count with. */
  public static RealtimeSettings.Limits limits(Duration renewAfter) {
    return new RealtimeSettings.Limits(
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        3,
        Duration.ofMillis(200),
        Duration.ofMillis(400),
        Duration.ofSeconds(10),
        renewAfter,
        Duration.ofMinutes(58),
        Duration.ofSeconds(3),
        Duration.ofMillis(1000),
        2000,
        3);
  }

  /** A bot at this address, with turns found by this. */
  public static RealtimeSettings settings(URI url, boolean beta, String detection) {
    return settings(url, beta, detection, limits(Duration.ofMinutes(50)));
  }

  /** The same with other limits. */
  public static RealtimeSettings settings(
      URI url, boolean beta, String detection, RealtimeSettings.Limits limits) {
    return new RealtimeSettings(
        url,
        Optional.of(new Secret("sk-17")),
        beta,
        "gpt-realtime",
        "marin",
        "You talk to {callerId}.",
        "Say hello.",
        "Ask whether he is there.",
        true,
        SessionAudio.PCM,
        new RealtimeSettings.Detection(
            detection, 0.5, Duration.ofMillis(300), Duration.ofMillis(500), "auto"),
        new RealtimeSettings.Transcription("gpt-4o-transcribe", "", ""),
        "",
        1,
        0,
        limits);
  }
}
