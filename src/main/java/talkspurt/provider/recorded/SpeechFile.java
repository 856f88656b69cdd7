package talkspurt.provider.recorded;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.Synthesizer.Sound;

/**
 * A synthesis as a WAV file any player plays. Word times are in a chunk of their own, {@code said},
 * so that one file holds all.
 */
record SpeechFile(AudioFrame sound, List<Sound.Said> said) {

  private static final int HEAD_BYTES = 12 + 8 + 16;
  private static final int SAID_BYTES = 8;
  private static final int MAX_RATE_HZ = 192_000;

  SpeechFile {
    said = List.copyOf(said);
  }

  /** What came of a whole synthesis; none where its rate changed or nothing sounded. */
  static Optional<SpeechFile> of(List<Sound> sounds) {
    List<Sound.Said> said = new ArrayList<>();
    List<AudioFrame> frames = new ArrayList<>();
    for (Sound sound : sounds) {
      if (sound instanceof Sound.Said word) {
        said.add(word);
      } else if (sound instanceof Sound.Pcm pcm) {
        frames.add(pcm.frame());
      }
    }
    if (frames.stream().map(AudioFrame::rateHz).distinct().count() != 1) {
      return Optional.empty();
    }
    return Optional.of(new SpeechFile(AudioFrame.joined(frames), said));
  }

  /** As it is given out: what is known of the words first. */
  List<Sound> sounds() {
    List<Sound> sounds = new ArrayList<>(said);
    sounds.addAll(Pieces.of(sound));
    return sounds;
  }

  byte[] encode() {
    int saidBytes = said.size() * SAID_BYTES;
    int dataBytes = 2 * sound.samples().length;
    int all = HEAD_BYTES + (saidBytes == 0 ? 0 : 8 + saidBytes) + 8 + dataBytes;
    ByteBuffer out = ByteBuffer.allocate(all).order(ByteOrder.LITTLE_ENDIAN);
    tag(out, "RIFF").putInt(all - 8);
    tag(out, "WAVE");
    tag(out, "fmt ").putInt(16).putShort((short) 1).putShort((short) 1);
    out.putInt(sound.rateHz()).putInt(2 * sound.rateHz()).putShort((short) 2).putShort((short) 16);
    if (saidBytes > 0) {
      tag(out, "said").putInt(saidBytes);
      said.forEach(word -> out.putInt(word.characters()).putInt(word.ms()));
    }
    tag(out, "data").putInt(dataBytes);
    for (short sample : sound.samples()) {
      out.putShort(sample);
    }
    return out.array();
  }

  /** None for whatever {@link #encode} did not write. */
  static Optional<SpeechFile> decode(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (file.length < HEAD_BYTES + 8
        || !tagged(in, 0, "RIFF")
        || in.getInt(4) != file.length - 8
        || !tagged(in, 8, "WAVEfmt ")
        || in.getInt(16) != 16) {
      return Optional.empty();
    }
    int rateHz = in.getInt(24);
    List<Sound.Said> said = new ArrayList<>();
    int at = HEAD_BYTES;
    if (tagged(in, at, "said")) {
      int bytes = in.getInt(at + 4);
      if (bytes < 0 || bytes % SAID_BYTES != 0 || bytes > file.length - at - 16) {
        return Optional.empty();
      }
      for (int word = at + 8; word < at + 8 + bytes; word += SAID_BYTES) {
        said.add(new Sound.Said(in.getInt(word), in.getInt(word + 4)));
      }
      at += 8 + bytes;
    }
    if (!tagged(in, at, "data")
        || in.getInt(at + 4) != file.length - at - 8
        || rateHz < 8000
        || rateHz > MAX_RATE_HZ) {
      return Optional.empty();
    }
    short[] samples = new short[(file.length - at - 8) / 2];
    in.position(at + 8);
    in.asShortBuffer().get(samples);
    return Optional.of(new SpeechFile(new AudioFrame(rateHz, samples), said));
  }

  private static ByteBuffer tag(ByteBuffer out, String tag) {
    return out.put(tag.getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean tagged(ByteBuffer in, int at, String tag) {
    return at + tag.length() + 4 <= in.limit()
        && new String(in.array(), at, tag.length(), StandardCharsets.US_ASCII).equals(tag);
  }
}
