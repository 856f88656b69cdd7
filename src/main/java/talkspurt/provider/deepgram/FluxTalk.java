package talkspurt.provider.deepgram;

import akka.util.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.stt.SttTalk;
import talkspurt.websocket.SocketMessage;

/**
 * One connection to {@code /v2/listen}. Flux wants sound without a break, so there is silence between
 * utterances; and it has its own mind about turns. An utterance of ours is over when Flux tells what it
 * heard up to its end, whether or not it takes the turn for over; where it does before that, it is
 * passed on as a hint. Words of a turn that goes on after
 * that are those that come after the ones told already.
 */
final class FluxTalk implements SttTalk {

  /** So much silence after an utterance makes Flux tell of its end. */
  private static final int SILENCES_AT_END = 4;

  private final int silenceSamples;
  private final StreamSpans spans;
  private long turn = -1;
  private int wordsTold;

  /**
   * A connection.
   *
   * @param silenceSamples the length of one message of silence
   */
  FluxTalk(int rateHz, int silenceSamples) {
    this.silenceSamples = silenceSamples;
    this.spans = new StreamSpans(rateHz);
  }

  @Override
  public SocketMessage audio(long utterance, short[] sound) {
    spans.sound(utterance, sound.length);
    return new SocketMessage.Binary(ListenCodec.audio(sound));
  }

  @Override
  public List<SocketMessage> end(long utterance) {
    spans.end(utterance);
    return Stream.generate(this::silence).limit(SILENCES_AT_END).toList();
  }

  /** Within an utterance nothing is put between what was said. */
  @Override
  public Optional<SocketMessage> keepAlive() {
    return spans.open() ? Optional.empty() : Optional.of(silence());
  }

  @Override
  public long sent() {
    return spans.sent();
  }

  @Override
  public boolean answersEachEnd() {
    return false;
  }

  @Override
  public List<Told> hear(SocketMessage message) {
    FluxMessage heard = message instanceof SocketMessage.Text text
        ? FluxCodec.decode(text.text())
        : new FluxMessage.Unreadable();
    if (heard instanceof FluxMessage.Turn info) {
      return told(info);
    } else if (heard instanceof FluxMessage.Failure) {
      return broken(Kind.REJECTED_REQUEST, "an error message");
    } else if (heard instanceof FluxMessage.Unreadable) {
      return broken(Kind.BROKE_PROTOCOL, "an unparseable message");
    } else if (heard instanceof FluxMessage.Other) {
      return List.of();
    }
    throw new AssertionError(heard);
  }

  @Override
  public ProviderFailure closed(int code, String reason) {
    return failure(Kind.UNREACHABLE, "closed with " + code);
  }

  private SocketMessage silence() {
    spans.silence(silenceSamples);
    return new SocketMessage.Binary(ByteString.fromArrayUnsafe(new byte[2 * silenceSamples]));
  }

  private List<Told> told(FluxMessage.Turn info) {
    if (info.turn() != turn) {
      turn = info.turn();
      wordsTold = 0;
    }
    return spans.upTo(info.endSeconds()).map(span -> told(info, span)).orElse(List.of());
  }

  private List<Told> told(FluxMessage.Turn info, StreamSpans.Span span) {
    String[] all = info.words().isEmpty() ? new String[0] : info.words().split("\\s+");
    String words = Stream.of(all).skip(wordsTold).collect(Collectors.joining(" "));
    boolean done = span.heardOut(info.endSeconds());
    if (!info.over() && !done) {
      return List.of(new Told.Words(span.utterance(), words));
    }
    wordsTold = all.length;
    Told settled = new Told.Settled(span.utterance(), words, span.covered(info.endSeconds()));
    return List.of(
        settled, done ? new Told.Done(span.utterance()) : new Told.TurnEnds(span.utterance()));
  }

  private static List<Told> broken(Kind kind, String detail) {
    return List.of(new Told.Broken(failure(kind, detail)));
  }

  private static ProviderFailure failure(Kind kind, String detail) {
    return new ProviderFailure(kind, FluxTranscriber.NAME, detail);
  }
}
