package talkspurt.provider.vosk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.stt.SttTalk;
import talkspurt.websocket.SocketMessage;

/**
 * One connection to a Vosk server. It answers each message of sound, and each end, once and in order;
 * nothing in an answer tells what it is of. So few may be unanswered, and a slow server is felt.
 */
final class VoskTalk implements SttTalk {

  /** What an answer will be of. */
  private record Asked(long utterance, long samples, boolean end) {}

  private final String config;
  private final int maxUnanswered;
  private final Deque<Asked> unanswered = new ArrayDeque<>();
  private long utterance;
  private long samples;
  private long sent;

  VoskTalk(String config, int maxUnanswered) {
    this.config = config;
    this.maxUnanswered = maxUnanswered;
  }

  @Override
  public List<SocketMessage> opening() {
    return List.of(new SocketMessage.Text(config));
  }

  @Override
  public boolean ready() {
    return unanswered.size() < maxUnanswered;
  }

  @Override
  public SocketMessage audio(long number, short[] sound) {
    if (number != utterance) {
      utterance = number;
      samples = 0;
    }
    samples += sound.length;
    sent += sound.length;
    unanswered.add(new Asked(number, samples, false));
    return new SocketMessage.Binary(VoskCodec.audio(sound));
  }

  @Override
  public List<SocketMessage> end(long number) {
    unanswered.add(new Asked(number, number == utterance ? samples : 0, true));
    return List.of(new SocketMessage.Text(VoskCodec.RESET));
  }

  /** The server keeps quiet connections; a text it does not know would break this one. */
  @Override
  public Optional<SocketMessage> keepAlive() {
    return Optional.empty();
  }

  @Override
  public long sent() {
    return sent;
  }

  @Override
  public boolean answersEachEnd() {
    return true;
  }

  @Override
  public List<Told> hear(SocketMessage message) {
    VoskMessage answer = message instanceof SocketMessage.Text text
        ? VoskCodec.decode(text.text())
        : new VoskMessage.Unreadable();
    if (answer instanceof VoskMessage.Unreadable) {
      return broken("an unparseable answer");
    }
    Asked asked = unanswered.poll();
    if (asked == null) {
      return broken("an answer to nothing");
    }
    if (answer instanceof VoskMessage.Partial partial) {
      return asked.end()
          ? broken("a partial answer to an end")
          : List.of(new Told.Words(asked.utterance(), partial.words()));
    }
    if (answer instanceof VoskMessage.Segment segment) {
      Told settled = new Told.Settled(asked.utterance(), segment.words(), asked.samples());
      return asked.end() ? List.of(settled, new Told.Done(asked.utterance())) : List.of(settled);
    }
    throw new AssertionError(answer);
  }

  @Override
  public ProviderFailure closed(int code, String reason) {
    return new ProviderFailure(Kind.UNREACHABLE, VoskTranscriber.NAME, "closed with " + code);
  }

  private static List<Told> broken(String detail) {
    return List.of(
        new Told.Broken(new ProviderFailure(Kind.BROKE_PROTOCOL, VoskTranscriber.NAME, detail)));
  }
}
