package talkspurt.provider.stt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.stt.SttTalk.Told;
import talkspurt.websocket.SocketMessage;

/**
 * A call's utterances on their way to a recogniser, from their first sample to their last words, and
 * what is to be told of them. At most one is open: the newest. Knows neither time nor sockets. Not
 * thread-safe.
 */
final class Utterances {

  private static final int MAX_UNANSWERED = 8;

  /** Those not answered, oldest first; only the last may be open. */
  private final Deque<SpokenAudio> unanswered = new ArrayDeque<>();

  private final PendingEvents events = new PendingEvents();
  private final int chunkSamples;
  private final int maxKeptSamples;
  private long newest;

  /**
   * Nothing was said yet.
   *
   * @param chunkSamples how much is sent in a message
   * @param maxKeptSamples how much of an utterance is kept to be sent again
   */
  Utterances(int chunkSamples, int maxKeptSamples) {
    this.chunkSamples = chunkSamples;
    this.maxKeptSamples = maxKeptSamples;
  }

  // ---- what is said

  /** Whether this is not the utterance that began last. */
  boolean isNew(long number) {
    return number != newest;
  }

  /** Begins the next one; {@link #abandon} comes first. */
  void begin(long number) {
    newest = number;
    unanswered.add(new SpokenAudio(number, maxKeptSamples));
  }

  /** The next one is not taken. */
  void refuse(long number, ProviderFailure why) {
    newest = number;
    events.add(new TranscriptEvent.Failed(number, why));
  }

  /**
   * Gives up the open utterance: its words will not be told.
   *
   * @return whether there was one
   */
  boolean abandon() {
    Optional<SpokenAudio> given = openOne();
    given.ifPresent(unanswered::remove);
    return given.isPresent();
  }

  /** More sound of the open one; is dropped where none is open. */
  void add(short[] samples) {
    openOne().ifPresent(spoken -> spoken.add(samples));
  }

  /**
   * The open one is over.
   *
   * @return its number, if last words of it are to be waited for
   */
  OptionalLong end() {
    Optional<SpokenAudio> open = openOne();
    if (open.isEmpty()) {
      return OptionalLong.empty();
    }
    SpokenAudio spoken = open.get();
    if (spoken.silent()) {
      unanswered.remove(spoken);
      events.add(new TranscriptEvent.Final(spoken.number(), ""));
      return OptionalLong.empty();
    }
    spoken.end();
    return OptionalLong.of(spoken.number());
  }

  /** The open one's number. */
  OptionalLong open() {
    return openOne().map(spoken -> OptionalLong.of(spoken.number())).orElse(OptionalLong.empty());
  }

  /** Whether there is anything of which the end was not sent. */
  boolean sending() {
    return !unanswered.stream().allMatch(SpokenAudio::endSent);
  }

  /** Whether no more sound of the open one can be kept. */
  boolean full() {
    return openOne().map(SpokenAudio::full).orElse(false);
  }

  /** Whether another one may begin. */
  boolean room() {
    return unanswered.size() < MAX_UNANSWERED;
  }

  /** Whether all are answered. */
  boolean isEmpty() {
    return unanswered.isEmpty();
  }

  private Optional<SpokenAudio> openOne() {
    return Optional.ofNullable(unanswered.peekLast())
        .filter(last -> last.number() == newest && !last.ended());
  }

  private Optional<SpokenAudio> find(long number) {
    return unanswered.stream().filter(one -> one.number() == number).findFirst();
  }

  // ---- what is sent

  /** The next messages to send, none where nothing is worth it. */
  List<SocketMessage> next(SttTalk talk) {
    for (SpokenAudio spoken : unanswered) {
      if (!talk.ready()) {
        break;
      }
      boolean worthSending =
          spoken.unsent() >= chunkSamples || spoken.ended() && spoken.unsent() > 0;
      if (worthSending) {
        return List.of(talk.audio(spoken.number(), spoken.take(chunkSamples)));
      }
      if (spoken.takeEnd()) {
        return talk.end(spoken.number());
      }
    }
    return List.of();
  }

  /** The connection is gone: what is not settled is to be sent again. */
  void rewind() {
    unanswered.forEach(SpokenAudio::rewind);
  }

  /** Whether the recogniser was sent all of an utterance, its end included. */
  boolean endSent(long number) {
    return find(number).filter(SpokenAudio::endSent).isPresent();
  }

  // ---- what is told

  /** Words, or the end of words, from the recogniser; of one that is not known they are dropped. */
  void hear(Told told) {
    if (told instanceof Told.Words some) {
      find(some.utterance()).ifPresent(spoken -> {
        String before = spoken.words();
        spoken.words(some.words());
        tellPartial(spoken, before);
      });
    } else if (told instanceof Told.Settled some) {
      find(some.utterance()).ifPresent(spoken -> {
        String before = spoken.words();
        spoken.settle(some.words(), some.samples());
        tellPartial(spoken, before);
      });
    } else if (told instanceof Told.InLanguage spoken) {
      find(spoken.utterance()).ifPresent(one -> one.language(spoken.tag()));
    } else if (told instanceof Told.TurnEnds turn) {
      openOne()
          .filter(spoken -> spoken.number() == turn.utterance())
          .ifPresent(spoken -> events.add(new TranscriptEvent.TurnEnds(spoken.number())));
    } else if (told instanceof Told.Done done) {
      find(done.utterance()).filter(SpokenAudio::endSent).ifPresent(this::answer);
    } else {
      throw new AssertionError(told);
    }
  }

  /** What was heard of an utterance are its last words. */
  void answer(long number) {
    find(number).ifPresent(this::answer);
  }

  /** An utterance gets no words. */
  void fail(long number, ProviderFailure why) {
    find(number).ifPresent(spoken -> fail(spoken, why));
  }

  /** No utterance gets words. */
  void failAll(ProviderFailure why) {
    List.copyOf(unanswered).forEach(spoken -> fail(spoken, why));
  }

  /** What is to be told next. */
  Optional<TranscriptEvent> takeEvent() {
    return events.take();
  }

  /** Whether all is answered and told. */
  boolean done() {
    return unanswered.isEmpty() && events.isEmpty();
  }

  /** Whether an utterance waits for its last words. */
  boolean waits(long number) {
    return find(number).isPresent();
  }

  private void answer(SpokenAudio spoken) {
    unanswered.remove(spoken);
    events.add(new TranscriptEvent.Final(spoken.number(), spoken.words(), spoken.language()));
  }

  private void fail(SpokenAudio spoken, ProviderFailure why) {
    unanswered.remove(spoken);
    events.add(new TranscriptEvent.Failed(spoken.number(), why));
  }

  private void tellPartial(SpokenAudio spoken, String before) {
    if (!spoken.words().isEmpty() && !spoken.words().equals(before)) {
      events.add(new TranscriptEvent.Partial(spoken.number(), spoken.words()));
    }
  }
}
