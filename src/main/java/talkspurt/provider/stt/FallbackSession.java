package talkspurt.provider.stt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;

/**
 * One call's utterances on their way through a {@link FallbackTranscriber}: which link is asked for
 * the words of each, what it is still to be given, and what is to be told of them. Links are numbered
 * from 0, in the order in which they are asked. It knows no stream and no clock. Not thread-safe.
 */
final class FallbackSession {

  private static final Logger LOG = LoggerFactory.getLogger(FallbackSession.class);

  /** So much may wait for a transcriber that takes its time before no more is taken. */
  private static final int MAX_WAITING = 50;

  private final FallbackLinks links;
  private final Duration maxKept;
  private final List<Feed> feeds;
  private final Deque<ReplayBuffer> unanswered = new ArrayDeque<>();
  private final PendingEvents events = new PendingEvents();
  private ReplayBuffer open;

  /**
   * Nothing was said yet.
   *
   * @param maxKept how much sound of an utterance is kept for the next link
   */
  FallbackSession(FallbackLinks links, Duration maxKept) {
    this.links = links;
    this.maxKept = maxKept;
    this.feeds = IntStream.range(0, links.count()).mapToObj(link -> new Feed()).toList();
  }

  // ---- what is said

  /** Sound, or the end of an utterance. */
  void input(SttInput input, long nowNanos) {
    if (open == null || open.number() != input.utterance()) {
      begin(input.utterance(), nowNanos);
    }
    open.keep(input, nowNanos);
    open.asked().ifPresent(link -> feeds.get(link).add(input));
    if (open.ended()) {
      ReplayBuffer ended = open;
      open = null;
      ended.failed().ifPresent(failed -> answer(ended, failed));
    }
  }

  /** Nothing more is said. The words of what was said are still told. */
  void inputEnded() {
    abandon();
  }

  private void begin(long number, long nowNanos) {
    abandon();
    open = new ReplayBuffer(number, maxKept, nowNanos);
    unanswered.add(open);
    ProviderFailure rests = new ProviderFailure(
        Kind.UNREACHABLE, links.name(0), "not asked, since it failed too often in a row");
    ask(open, 0, rests);
    if (open.failed().isEmpty() && !open.isAsked(0)) {
      events.add(new TranscriptEvent.GaveWay(number, rests));
    }
  }

  private void abandon() {
    if (open != null) {
      unanswered.remove(open);
      open = null;
    }
  }

  /** The next link from this one on that is well; if none is, the failure stands. */
  private void ask(ReplayBuffer utterance, int from, ProviderFailure failure) {
    OptionalInt next = IntStream.range(from, links.count())
        .filter(link -> !links.rests(link) && feeds.get(link).free())
        .findFirst();
    if (next.isEmpty()) {
      utterance.fail(new TranscriptEvent.Failed(utterance.number(), failure));
      if (utterance.ended()) {
        answer(utterance, utterance.failed().orElseThrow());
      }
      return;
    }
    int link = next.getAsInt();
    links.asked(link);
    if (link > 0) {
      links.tookOver(link);
    }
    utterance.ask(link);
    utterance.kept().forEach(feeds.get(link)::add);
  }

  // ---- what the links are given

  /** Whether there is something for a link. */
  boolean waits(int link) {
    return !feeds.get(link).waiting.isEmpty();
  }

  /** What a link is given next; only where something {@link #waits}. */
  SttInput take(int link) {
    return feeds.get(link).waiting.remove();
  }

  /** Whether more may be said. */
  boolean room() {
    return feeds.stream().allMatch(feed -> feed.waiting.size() < MAX_WAITING);
  }

  // ---- what the links tell

  /** A link tells of an utterance; of one that it is not asked for it is not heard. */
  void heard(int link, TranscriptEvent event, long nowNanos) {
    unanswered.stream()
        .filter(one -> one.number() == event.utterance() && one.isAsked(link))
        .findFirst()
        .ifPresent(utterance -> heard(utterance, link, event, nowNanos));
  }

  private void heard(ReplayBuffer utterance, int link, TranscriptEvent event, long nowNanos) {
    if (event instanceof TranscriptEvent.Partial) {
      utterance.firstWords(nowNanos).ifPresent(nanos -> links.firstWords(link, nanos));
      events.add(event);
    } else if (event instanceof TranscriptEvent.TurnEnds) {
      events.add(event);
    } else if (event instanceof TranscriptEvent.Final) {
      links.answered(link, nowNanos - utterance.endedNanos());
      answer(utterance, event);
    } else if (event instanceof TranscriptEvent.Failed failed) {
      links.failed(link);
      failed(utterance, failed.failure());
    } else {
      throw new AssertionError(event);
    }
  }

  /** A link tells nothing more. One that does so early has broken the port's contract. */
  void over(int link) {
    feeds.get(link).close();
    ProviderFailure failure = new ProviderFailure(Kind.BROKE_PROTOCOL, links.name(link), "ended");
    List.copyOf(unanswered).stream()
        .filter(utterance -> utterance.isAsked(link))
        .forEach(utterance -> failed(utterance, failure));
  }

  /** The last failure is told to the call, and counted there. */
  private void failed(ReplayBuffer utterance, ProviderFailure failure) {
    LOG.debug("{}: {} {}", failure.provider(), failure.kind(), failure.detail());
    int before = utterance.asked().orElseThrow();
    ask(utterance, before + 1, failure);
    if (utterance.failed().isEmpty()) {
      links.gaveWay(failure);
      events.add(new TranscriptEvent.GaveWay(utterance.number(), failure));
    }
  }

  private void answer(ReplayBuffer utterance, TranscriptEvent event) {
    unanswered.remove(utterance);
    events.add(event);
  }

  // ---- what is told

  /** What is to be told next. */
  Optional<TranscriptEvent> takeEvent() {
    return events.take();
  }

  /** Whether all is answered and told. */
  boolean done() {
    return unanswered.isEmpty() && events.isEmpty();
  }

  /** The utterances that are not answered, oldest first. */
  List<ReplayBuffer> unanswered() {
    return List.copyOf(unanswered);
  }

  /** What one link is still to be given: utterance after utterance, which do not overlap. */
  private final class Feed {

    private final Deque<SttInput> waiting = new ArrayDeque<>();
    private boolean closed;
    private long unended;

    /** Whether it can be given another utterance now: it is not in the middle of the open one. */
    boolean free() {
      return !closed && (open == null || unended != open.number());
    }

    void add(SttInput input) {
      unended = input instanceof SttInput.EndOfSpeech ? 0 : input.utterance();
      waiting.add(input);
    }

    void close() {
      closed = true;
      waiting.clear();
    }
  }
}
