package talkspurt.provider.elevenlabs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.elevenlabs.ElevenLabsMessage.Audio;
import talkspurt.provider.elevenlabs.ElevenLabsMessage.Refused;
import talkspurt.provider.tts.PcmReader;
import talkspurt.provider.tts.TtsTalk;

/**
 * ElevenLabs over one WebSocket: each sentence is a context of its own. It is closed behind its text,
 * so that its end is told; sound of a context that is not wanted any more is dropped by its id.
 */
final class ElevenLabsTalk implements TtsTalk {

  private static final int MAX_CONTEXTS = 5;

  private final ElevenLabsSettings settings;
  private final Set<String> open = new HashSet<>();
  private int count;
  private String wanted = "";
  private PcmReader samples;
  private WordEnds words;
  private long samplesHeard;

  ElevenLabsTalk(ElevenLabsSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<String> say(String text, long nowNanos) {
    count++;
    wanted = "s" + count;
    open.add(wanted);
    samples = new PcmReader(settings.server().provider(), settings.rateHz());
    words = new WordEnds(text);
    samplesHeard = 0;
    return List.of(
        ElevenLabsCodec.open(wanted, settings),
        ElevenLabsCodec.say(wanted, text),
        ElevenLabsCodec.close(wanted));
  }

  @Override
  public Heard text(String message) {
    ElevenLabsMessage heard = ElevenLabsCodec.decode(message);
    if (heard instanceof Refused refused) {
      return Heard.failed(
          new ProviderFailure(
              kind(refused.code()), settings.server().provider(), "refused: " + refused.code()),
          true);
    }
    if (heard instanceof Audio audio) {
      return audio(audio);
    }
    return Heard.NOTHING;
  }

  private Heard audio(Audio audio) {
    if (audio.last()) {
      open.remove(audio.context());
    }
    if (!audio.context().equals(wanted)) {
      return Heard.NOTHING;
    }
    int fromMs = (int) (samplesHeard * 1000 / settings.rateHz());
    List<Sound> sounds = new ArrayList<>(words.in(audio.alignment(), fromMs));
    List<Sound> read = new ArrayList<>(samples.read(audio.samples()));
    if (audio.last()) {
      read.addAll(samples.end());
    }
    for (Sound sound : read) {
      samplesHeard += ((Sound.Pcm) sound).frame().samples().length;
      sounds.add(sound);
    }
    if (!audio.last()) {
      return Heard.more(sounds);
    }
    wanted = "";
    if (samplesHeard == 0) {
      return Heard.failed(
          new ProviderFailure(Kind.BROKE_PROTOCOL, settings.server().provider(), "no sound at all"),
          false);
    }
    return Heard.over(sounds);
  }

  private static Kind kind(String code) {
    String word = code.toLowerCase(Locale.ROOT);
    if (word.matches(".*(quota|limit|busy|capacity|concurren|1008).*")) {
      return Kind.OVERLOADED;
    }
    if (word.matches(".*(auth|key|permission).*")) {
      return Kind.REJECTED_CREDENTIALS;
    }
    return word.matches(".*(voice|model|invalid|input|language).*")
        ? Kind.REJECTED_REQUEST
        : Kind.BROKE_PROTOCOL;
  }

  @Override
  public Heard binary(byte[] message) {
    return Heard.NOTHING;
  }

  /** The context is closed already; what still comes of it is not heard. */
  @Override
  public List<String> drop() {
    wanted = "";
    return List.of();
  }

  @Override
  public boolean ready(long nowNanos) {
    return wanted.isEmpty() && open.size() < MAX_CONTEXTS;
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public List<String> goodbye() {
    return List.of(ElevenLabsCodec.closeSocket());
  }
}
