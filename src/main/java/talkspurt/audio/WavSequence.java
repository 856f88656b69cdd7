package talkspurt.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import talkspurt.audio.Wav.Channels;

/**
 * Reads WAV files that follow on one another in one stream, as some voices send one for each sentence or
 * chunk, whatever lengths their headers tell. A single file is read as {@link Wav} does. Not
 * thread-safe.
 */
public final class WavSequence {

  /** RIFF, four bytes of length, WAVE. */
  private static final int HEAD_BYTES = 12;

  private final Channels allowed;
  private Wav file;
  private byte[] held = {};
  private boolean begun;

  /** A reader of one stream. */
  public WavSequence(Channels allowed) {
    this.allowed = allowed;
    this.file = new Wav(allowed);
  }

  /** Whether the file that is read now tells a length, and was read to its end. */
  public boolean complete() {
    return held.length == 0 && file.complete();
  }

  /** The sound that comes with the next bytes; what cannot be read is a {@link Wav.Unreadable}. */
  public List<AudioFrame> read(byte[] bytes) {
    byte[] all = Arrays.copyOf(held, held.length + bytes.length);
    System.arraycopy(bytes, 0, all, held.length, bytes.length);
    List<AudioFrame> sound = new ArrayList<>();
    int from = 0;
    int at = 0;
    for (; at < all.length; at++) {
      if (maybeHead(all, at)) {
        if (all.length - at < HEAD_BYTES) {
          break;
        }
        read(all, from, at, sound);
        from = at;
        if (file.begun()) {
          file = new Wav(allowed);
        }
      }
    }
    read(all, from, at, sound);
    held = Arrays.copyOfRange(all, at, all.length);
    return sound;
  }

  /** Nothing more will come: the last of the sound; a {@link Wav.Unreadable} where none has begun. */
  public List<AudioFrame> end() {
    List<AudioFrame> sound = new ArrayList<>();
    read(held, 0, held.length, sound);
    held = new byte[0];
    if (!begun) {
      file.end();
    }
    return sound;
  }

  private void read(byte[] bytes, int from, int to, List<AudioFrame> sound) {
    if (from == to) {
      return;
    }
    short[] samples = file.read(Arrays.copyOfRange(bytes, from, to));
    begun |= file.begun();
    if (samples.length > 0) {
      sound.add(new AudioFrame(file.rateHz(), samples));
    }
  }

  /** Whether a file begins here, as far as the bytes reach. */
  private static boolean maybeHead(byte[] bytes, int at) {
    return (tag(bytes, at, "RIFF") || tag(bytes, at, "RF64") || tag(bytes, at, "BW64"))
        && tag(bytes, at + 8, "WAVE");
  }

  private static boolean tag(byte[] bytes, int at, String tag) {
    for (int i = 0; i < tag.length() && at + i < bytes.length; i++) {
      if (bytes[at + i] != tag.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
