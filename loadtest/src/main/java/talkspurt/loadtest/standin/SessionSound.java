package talkspurt.loadtest.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** How the sound of a Realtime session is sent: linear at 24 kHz, or G.711 µ-law at 8 kHz. */
enum SessionSound {
  PCM("audio/pcm", RealtimeServer.RATE_HZ, Short.BYTES),
  PCMU("audio/pcmu", 8000, 1);

  private static final int BIAS = 0x84;

  private final String type;
  private final int rateHz;
  private final int bytesASample;

  SessionSound(String type, int rateHz, int bytesASample) {
    this.type = type;
    this.rateHz = rateHz;
    this.bytesASample = bytesASample;
  }

  /** What a session asks for; empty where the server refuses that: linear sound without its rate. */
  static Optional<SessionSound> of(JsonNode format) {
    for (SessionSound sound : values()) {
      boolean rated = sound != PCM || format.path("rate").asInt() == sound.rateHz;
      if (format.path("type").asText().equals(sound.type) && rated) return Optional.of(sound);
    }
    return Optional.empty();
  }

  int rateHz() {
    return rateHz;
  }

  int bytesASecond() {
    return rateHz * bytesASample;
  }

  boolean named(JsonNode format) {
    return format.path("type").asText().equals(type);
  }

  byte[] bytes(short[] samples, int from, int to) {
    if (this == PCM) return Pcm.bytes(samples, from, to);
    byte[] codes = new byte[Math.min(to, samples.length) - from];
    for (int i = 0; i < codes.length; i++) codes[i] = muLaw(samples[from + i]);
    return codes;
  }

  /** ITU-T G.711: sign, segment and interval, all inverted. */
  static byte muLaw(short sample) {
    int biased = Math.min(Math.abs(sample), Short.MAX_VALUE - BIAS) + BIAS;
    int segment = 24 - Integer.numberOfLeadingZeros(biased);
    return (byte) ~((sample < 0 ? 0x80 : 0) | segment << 4 | biased >> segment + 3 & 0x0f);
  }
}
