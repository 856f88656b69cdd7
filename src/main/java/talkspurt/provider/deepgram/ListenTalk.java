package talkspurt.provider.deepgram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.stt.SttTalk;
import talkspurt.websocket.SocketMessage;

/**
 * One connection to {@code /v1/listen}. Deepgram hears one unbroken stream, and tells of each result
 * which part of it is meant; so an utterance is known by where its sound lies in that stream. An end
 * is a {@code Finalize}, which is answered unless nothing was left to be heard. When nothing more is
 * wanted, it is asked to close the stream: it tells how much it heard, which is what it takes, and closes.
 */
final class ListenTalk implements SttTalk {

  private static final Pattern CODE = Pattern.compile("(NET|DATA)-[0-9]{4}");

  private final StreamSpans spans;
  private final boolean redacted;

  /** @param redacted whether Deepgram was asked to take words out */
  ListenTalk(int rateHz, boolean redacted) {
    this.spans = new StreamSpans(rateHz);
    this.redacted = redacted;
  }

  @Override
  public SocketMessage audio(long utterance, short[] sound) {
    spans.sound(utterance, sound.length);
    return new SocketMessage.Binary(ListenCodec.audio(sound));
  }

  @Override
  public List<SocketMessage> end(long utterance) {
    spans.end(utterance);
    return List.of(new SocketMessage.Text(ListenCodec.FINALIZE));
  }

  @Override
  public Optional<SocketMessage> keepAlive() {
    return Optional.of(new SocketMessage.Text(ListenCodec.KEEP_ALIVE));
  }

  @Override
  public long sent() {
    return spans.sent();
  }

  @Override
  public List<SocketMessage> goodbye() {
    return List.of(new SocketMessage.Text(ListenCodec.CLOSE_STREAM));
  }

  @Override
  public boolean answersEachEnd() {
    return false;
  }

  @Override
  public List<Told> hear(SocketMessage message) {
    ListenMessage heard = message instanceof SocketMessage.Text text
        ? ListenCodec.decode(text.text())
        : new ListenMessage.Unreadable();
    if (heard instanceof ListenMessage.Results results) {
      return told(results);
    } else if (heard instanceof ListenMessage.Metadata all) {
      return List.of(new Told.TookSound(Math.round(all.durationSeconds() * 1000), spans.sent()));
    } else if (heard instanceof ListenMessage.Failure) {
      return broken(Kind.REJECTED_REQUEST, "an error message");
    } else if (heard instanceof ListenMessage.Unreadable) {
      return broken(Kind.BROKE_PROTOCOL, "an unparseable message");
    } else if (heard instanceof ListenMessage.Other) {
      return List.of();
    }
    throw new AssertionError(heard);
  }

  @Override
  public ProviderFailure closed(int code, String reason) {
    Matcher known = CODE.matcher(reason);
    String word = known.find() ? known.group() : "no known reason";
    Kind kind = word.startsWith("DATA") ? Kind.REJECTED_REQUEST : Kind.UNREACHABLE;
    return failure(kind, "closed with " + code + ", " + word);
  }

  private List<Told> told(ListenMessage.Results results) {
    double end = results.startSeconds() + results.durationSeconds();
    return spans.upTo(end).map(span -> told(results, span, end)).orElse(List.of());
  }

  private List<Told> told(ListenMessage.Results results, StreamSpans.Span span, double end) {
    String words = redacted ? EntityMarks.ours(results.words()) : results.words();
    if (!results.last()) {
      return List.of(new Told.Words(span.utterance(), words));
    }
    List<Told> told = new ArrayList<>();
    if (!results.language().isEmpty()) {
      told.add(new Told.InLanguage(span.utterance(), results.language()));
    }
    told.add(new Told.Settled(span.utterance(), words, span.covered(end)));
    if (span.ended() && results.finalized() || span.heardOut(end)) {
      told.add(new Told.Done(span.utterance()));
    }
    return told;
  }

  private static List<Told> broken(Kind kind, String detail) {
    return List.of(new Told.Broken(failure(kind, detail)));
  }

  private static ProviderFailure failure(Kind kind, String detail) {
    return new ProviderFailure(kind, DeepgramTranscriber.NAME, detail);
  }
}
