package talkspurt.provider.realtime;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import talkspurt.audio.EncodingCheck.Reading;
import talkspurt.audio.G711;
import talkspurt.provider.transport.Base64Sound;

/** How a session's sound is sent, both ways. */
public enum SessionAudio {
  /** 16-bit linear, 24 kHz: the only rate of linear sound that servers take. */
  PCM("audio/pcm", "pcm16", 24_000, Reading.AS_RECEIVED),
  /** G.711 µ-law, 8 kHz: a sixth of the bytes, and what a telephone line carries anyway. */
  PCMU("audio/pcmu", "g711_ulaw", 8000, Reading.MU_LAW),
  /** G.711 A-law, 8 kHz. */
  PCMA("audio/pcma", "g711_alaw", 8000, Reading.A_LAW);

  private static final SessionAudio[] ALL = values();

  /** What the bytes of a session may be. */
  static final Set<Reading> READINGS =
      Arrays.stream(values()).map(SessionAudio::reading).collect(Collectors.toUnmodifiableSet());

  private final String type;
  private final String betaName;
  private final int rateHz;
  private final Reading reading;

  SessionAudio(String type, String betaName, int rateHz, Reading reading) {
    this.type = type;
    this.betaName = betaName;
    this.rateHz = rateHz;
    this.reading = reading;
  }

  /**
   * Of a setting.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static SessionAudio of(String name) {
    return Arrays.stream(values())
        .filter(audio -> audio.label().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("audio is '" + name + "'; allowed: "
            + Arrays.stream(values()).map(SessionAudio::label).collect(Collectors.joining(", "))));
  }

  /** The one whose bytes are read so, if there is one. Asked for every piece of sound. */
  static Optional<SessionAudio> of(Reading reading) {
    for (SessionAudio audio : ALL) {
      if (audio.reading == reading) {
        return Optional.of(audio);
      }
    }
    return Optional.empty();
  }

  /** Its name in settings. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name in {@code format.type}. */
  String type() {
    return type;
  }

  /** Its name in the beta's events. */
  String betaName() {
    return betaName;
  }

  int rateHz() {
    return rateHz;
  }

  /** What its bytes are. */
  Reading reading() {
    return reading;
  }

  int bytes(int samples) {
    return this == PCM ? Short.BYTES * samples : samples;
  }

  /**
   * Writes samples as base64.
   *
   * @param text takes the characters, one a byte
   * @param at where the first is written
   */
  void encode(short[] samples, byte[] text, int at) {
    switch (this) {
      case PCM -> Base64Sound.encode(samples, text, at);
      case PCMU -> Base64Sound.encode(G711.toMuLaw(samples), text, at);
      case PCMA -> Base64Sound.encode(G711.toALaw(samples), text, at);
    }
  }
}
