package talkspurt.provider.embedded;

import com.sun.speech.freetts.UtteranceProcessor;
import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.VoiceManager;
import com.sun.speech.freetts.audio.AudioPlayer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import talkspurt.audio.AudioFrame;
import talkspurt.provider.Synthesizer.Sound;

/** One voice of freetts that speaks into memory. For one thread. */
final class FreettsVoice {

  /**
   * What was spoken.
   *
   * @param words when each word of the text is said, in order
   */
  record Spoken(AudioFrame sound, List<Sound.Said> words) {}

  private static final String DIRECTORY =
      "com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory";

  private final Voice voice;
  private final Memory memory = new Memory();
  private final WordTimes times = new WordTimes();

  FreettsVoice(String name) {
    voice = allocated(name);
    voice.setAudioPlayer(memory);
    processors(voice).add(times);
  }

  /** One after the other: while freetts reads its rules of pronunciation it keeps them in static fields. */
  private static synchronized Voice allocated(String name) {
    Voice voice = find(name);
    voice.allocate();
    return voice;
  }

  @SuppressWarnings("unchecked") // freetts knows no generics
  private static List<UtteranceProcessor> processors(Voice voice) {
    return voice.getUtteranceProcessors();
  }

  /** Whether there is a voice of that name. */
  static boolean exists(String name) {
    return find(name) != null;
  }

  private static Voice find(String name) {
    System.setProperty("freetts.voices", DIRECTORY);
    return VoiceManager.getInstance().getVoice(name);
  }

  /** The sound of a text. */
  Spoken speak(String text) {
    memory.bytes.reset();
    times.begin(text);
    voice.speak(text);
    ByteBuffer bytes = ByteBuffer.wrap(memory.bytes.toByteArray()).order(ByteOrder.BIG_ENDIAN);
    short[] samples = new short[bytes.remaining() / 2];
    bytes.asShortBuffer().get(samples);
    AudioFrame sound = new AudioFrame((int) memory.format.getSampleRate(), samples);
    return new Spoken(sound, times.said(sound.durationMs()));
  }

  /** Where freetts puts its sound: 16 bit big endian. */
  private static final class Memory implements AudioPlayer {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private AudioFormat format = new AudioFormat(16_000, 16, 1, true, true);

    @Override
    public void setAudioFormat(AudioFormat newFormat) {
      format = newFormat;
    }

    @Override
    public AudioFormat getAudioFormat() {
      return format;
    }

    @Override
    public boolean write(byte[] data) {
      return write(data, 0, data.length);
    }

    @Override
    public boolean write(byte[] data, int offset, int size) {
      bytes.write(data, offset, size);
      return true;
    }

    @Override
    public void begin(int size) {}

    @Override
    public boolean end() {
      return true;
    }

    @Override
    public boolean drain() {
      return true;
    }

    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void reset() {}

    @Override
    public void cancel() {}

    @Override
    public void close() {}

    @Override
    public float getVolume() {
      return 1;
    }

    @Override
    public void setVolume(float volume) {}

    @Override
    public long getTime() {
      return -1;
    }

    @Override
    public void resetTime() {}

    @Override
    public void startFirstSampleTimer() {}

    @Override
    public void showMetrics() {}
  }
}
