package talkspurt.loadtest;

import java.util.Optional;
import java.util.UUID;

/** One AudioSocket message, whoever sends it. */
public sealed interface AudioSocketMessage {

  /** The rule an engine breaks by sending this, by name; empty for what Asterisk takes from an engine. */
  Optional<String> breach();

  /** The engine ends the call. */
  record Hangup() implements AudioSocketMessage {
    @Override
    public Optional<String> breach() {
      return Optional.empty();
    }
  }

  /** Asterisk's first message: which call this is. */
  record Id(UUID call) implements AudioSocketMessage {
    @Override
    public Optional<String> breach() {
      return Optional.of("kind_0x01");
    }
  }

  /** A key the caller let go of. */
  record Digit(char digit) implements AudioSocketMessage {
    @Override
    public Optional<String> breach() {
      return Optional.of("kind_0x03");
    }
  }

  /** Sound, mono. */
  record Audio(int rateHz, short[] samples) implements AudioSocketMessage {
    double millis() {
      return samples.length * 1000.0 / rateHz;
    }

    @Override
    public Optional<String> breach() {
      return samples.length == rateHz / Script.FRAMES_PER_SECOND
          ? Optional.empty()
          : Optional.of("audio_not_20_ms");
    }
  }

  /** A whole message that fits none of the above. */
  record Unreadable(int kind, int length) implements AudioSocketMessage {
    @Override
    public Optional<String> breach() {
      if (!AudioSocketCodec.isAudio(kind)) return Optional.of("kind_0x%02x".formatted(kind));
      return Optional.of(length == 0 ? "audio_empty" : "audio_odd_length");
    }
  }
}
