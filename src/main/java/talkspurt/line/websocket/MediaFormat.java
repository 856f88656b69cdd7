package talkspurt.line.websocket;

import akka.util.ByteString;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.G711;
import talkspurt.audio.Pcm16;

/**
 * A format of the media, by the name Asterisk has for it in {@code format} of MEDIA_START. Linear
 * samples are 16 bit little endian, without any header.
 *
 * @param rateHz samples per second
 * @param coding how a sample is written
 */
record MediaFormat(String name, int rateHz, Coding coding) {

  /** How a sample is written. */
  enum Coding {
    LINEAR,
    MU_LAW,
    A_LAW
  }

  /** As in Asterisk's {@code main/codec_builtin.c}. */
  static final List<MediaFormat> ALL = List.of(
      linear("slin", 8000),
      linear("slin12", 12000),
      linear("slin16", 16000),
      linear("slin24", 24000),
      linear("slin32", 32000),
      linear("slin44", 44100),
      linear("slin48", 48000),
      linear("slin96", 96000),
      linear("slin192", 192000),
      new MediaFormat("ulaw", 8000, Coding.MU_LAW),
      new MediaFormat("alaw", 8000, Coding.A_LAW));

  /** The format of this name, if we speak it; peers other than Asterisk have their own names. */
  static Optional<MediaFormat> named(String name) {
    String known = switch (name.toLowerCase(Locale.ROOT)) {
      case "mulaw", "pcmu" -> "ulaw";
      case "pcma" -> "alaw";
      case "slin8" -> "slin";
      default -> name.toLowerCase(Locale.ROOT);
    };
    return ALL.stream().filter(format -> format.name.equals(known)).findFirst();
  }

  private static MediaFormat linear(String name, int rateHz) {
    return new MediaFormat(name, rateHz, Coding.LINEAR);
  }

  /** So many bytes are {@code ms} of sound. */
  int bytes(int ms) {
    return rateHz * ms / 1000 * bytesPerSample();
  }

  int bytesPerSample() {
    return coding == Coding.LINEAR ? 2 : 1;
  }

  /** Sound from bytes; half a sample at the end is left out. */
  AudioFrame decode(ByteString bytes) {
    return new AudioFrame(
        rateHz,
        switch (coding) {
          case LINEAR -> Pcm16.read(bytes.toArrayUnsafe(), 0, bytes.size() / Short.BYTES);
          case MU_LAW -> G711.fromMuLaw(bytes.toArrayUnsafe());
          case A_LAW -> G711.fromALaw(bytes.toArrayUnsafe());
        });
  }

  /** Bytes of samples of this format's rate. */
  ByteString encode(short[] samples) {
    return ByteString.fromArrayUnsafe(
        switch (coding) {
          case LINEAR -> linear(samples);
          case MU_LAW -> G711.toMuLaw(samples);
          case A_LAW -> G711.toALaw(samples);
        });
  }

  private static byte[] linear(short[] samples) {
    byte[] bytes = new byte[Short.BYTES * samples.length];
    Pcm16.write(samples, bytes, 0);
    return bytes;
  }
}
