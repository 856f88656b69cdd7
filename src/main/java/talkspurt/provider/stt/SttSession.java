package talkspurt.provider.stt;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.FrameResampler;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.stt.SttTalk.Told;
import talkspurt.provider.transport.Backoff;
import talkspurt.provider.transport.SocketControls;
import talkspurt.provider.transport.SocketOpener;
import talkspurt.provider.transport.SocketSession;
import talkspurt.provider.transport.SocketStage;
import talkspurt.websocket.SocketMessage;

/**
 * The way of one call's utterances to a recogniser over WebSockets, and of their words back. A
 * connection that is lost is opened again, and what was said meanwhile, or had no settled words yet,
 * is sent to the next one. Sound is taken until as much waits as may be kept; then the socket's
 * pace is felt upstream.
 */
final class SttSession implements SocketSession<SttInput> {

  private static final Logger LOG = LoggerFactory.getLogger(SttSession.class);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  private static final String RECONNECT = "reconnect";
  private static final String KEEP_ALIVE = "keep-alive";
  private static final String REST = "rest";
  private static final String STALLED = "stalled";
  private static final String LEFT = "left";

  /** The last words of an utterance are due. */
  private record AnswerDue(long utterance) {}

  private final String provider;
  private final Supplier<SttTalk> talks;
  private final SttSocketSettings settings;
  private final Runnable retried;
  private final UsageMeter meter;
  private final SocketControls<TranscriptEvent> controls;
  private final Utterances utterances;
  private final Backoff backoff;
  private final Deque<SocketMessage> outgoing = new ArrayDeque<>();
  private final FrameResampler resampler;
  private SttTalk talk;
  private SentSound sound;
  private ProviderFailure resting;
  private boolean sent;
  private boolean left;

  SttSession(
      String provider,
      Supplier<SttTalk> talks,
      SttSocketSettings settings,
      Runnable retried,
      UsageMeter meter,
      SocketControls<TranscriptEvent> controls) {
    this.retried = retried;
    this.meter = meter;
    this.provider = provider;
    this.talks = talks;
    this.settings = settings;
    this.controls = controls;
    this.utterances = new Utterances(settings.chunkSamples(), settings.maxKeptSamples());
    this.backoff = new Backoff(
        settings.backOff(), LONGEST_PAUSE, settings.reconnects(), settings.answerTimeout());
    this.resampler = new FrameResampler(settings.rateHz());
  }

  /**
   * A stage that has such a session each time it is run.
   *
   * @param retried run when a lost connection is to be opened again
   * @param meter told what the recogniser takes
   */
  static SocketStage<SttInput, TranscriptEvent> stage(
      String provider,
      SocketOpener opener,
      Supplier<SttTalk> talks,
      SttSocketSettings settings,
      Runnable retried,
      UsageMeter meter) {
    return new SocketStage<>(
        provider,
        opener,
        settings.connectTimeout(),
        controls -> new SttSession(provider, talks, settings, retried, meter, controls));
  }

  @Override
  public void begun() {
    controls.pull();
  }

  // ---- what is said

  @Override
  public void input(SttInput input) {
    if (utterances.isNew(input.utterance())) {
      begin(input.utterance());
    }
    if (input instanceof SttInput.Audio audio) {
      utterances.add(resampler.convert(audio.frame()));
    } else if (input instanceof SttInput.EndOfSpeech) {
      utterances
          .end()
          .ifPresent(ended -> controls.schedule(new AnswerDue(ended), settings.answerTimeout()));
    } else {
      throw new AssertionError(input);
    }
    goOn();
  }

  /** The words of what was said are still told. */
  @Override
  public void inputEnded() {
    utterances.abandon();
    goOn();
  }

  /** Who begins anew without an end has given the one before up; its words are not told. */
  private void begin(long number) {
    if (utterances.abandon()) {
      release();
    }
    resampler.reset();
    if (resting != null) {
      utterances.refuse(number, resting);
      return;
    }
    utterances.begin(number);
    connectUnlessPausing();
  }

  private void goOn() {
    sendNext();
    if (left) {
      return;
    }
    if (controls.canTell()) {
      utterances.takeEvent().ifPresent(controls::tell);
    }
    if (controls.inputEnded() && utterances.done()) {
      controls.complete();
    } else if (utterances.full()) {
      if (!controls.scheduled(STALLED)) {
        controls.schedule(STALLED, settings.answerTimeout());
      }
    } else {
      controls.cancel(STALLED);
      if (utterances.room()) {
        controls.pull();
      }
    }
  }

  @Override
  public void due(Object key) {
    if (key.equals(LEFT)) {
      controls.complete();
    } else if (left) {
      return; // it was scheduled for the call
    } else if (key instanceof AnswerDue due) {
      answerMissing(due.utterance());
    } else if (key.equals(RECONNECT)) {
      openConnection();
    } else if (key.equals(REST)) {
      resting = null;
    } else if (key.equals(STALLED)) {
      utterances.open().ifPresent(open -> giveUp(open, failure(Kind.OVERLOADED, "too slow")));
    } else if (key.equals(KEEP_ALIVE)) {
      keepAlive();
    } else {
      throw new AssertionError(key);
    }
    goOn();
  }

  private void answerMissing(long number) {
    if (controls.open() && utterances.endSent(number) && !talk.answersEachEnd()) {
      utterances.answer(number);
    } else if (utterances.waits(number)) {
      giveUp(number, failure(Kind.UNREACHABLE, "no answer in time"));
    }
  }

  /** What the connection had been sent of the utterance would stand in the way of the next. */
  private void giveUp(long number, ProviderFailure failure) {
    utterances.fail(number, failure);
    release();
    if (!utterances.isEmpty()) {
      connectUnlessPausing();
    }
  }

  // ---- the connection

  private void connectUnlessPausing() {
    if (!controls.connecting() && !controls.scheduled(RECONNECT)) {
      openConnection();
    }
  }

  private void openConnection() {
    talk = talks.get();
    sound = new SentSound(meter, settings.rateHz());
    outgoing.clear();
    outgoing.addAll(talk.opening());
    controls.connect();
  }

  /** Lets the connection go: what it was sent and did not settle is to be sent again. */
  private void release() {
    if (sound != null) {
      sound.pause();
    }
    controls.disconnect();
    controls.cancel(KEEP_ALIVE);
    utterances.rewind();
  }

  @Override
  public void opened() {
    controls.established();
    controls.schedule(KEEP_ALIVE, settings.keepAliveEvery());
    controls.read();
    goOn();
  }

  @Override
  public void room() {
    goOn();
  }

  private void sendNext() {
    if (!controls.canSend()) {
      return;
    }
    if (outgoing.isEmpty() && !left) {
      outgoing.addAll(utterances.next(talk));
    }
    if (!outgoing.isEmpty()) {
      controls.schedule(KEEP_ALIVE, settings.keepAliveEvery());
      controls.send(outgoing.remove());
    }
    sound.upTo(talk.sent());
    boolean sending = utterances.sending();
    if (sent && !sending) {
      sound.pause();
    }
    sent = sending;
  }

  private void keepAlive() {
    if (outgoing.isEmpty()) {
      talk.keepAlive().ifPresent(outgoing::add);
    }
    controls.schedule(KEEP_ALIVE, settings.keepAliveEvery());
  }

  @Override
  public void heard(SocketMessage message) {
    List<Told> told = talk.hear(message);
    if (left) {
      tookAtLast(told);
      return;
    }
    if (told.stream().noneMatch(Told.Broken.class::isInstance)) {
      backoff.reset();
    }
    for (Told one : told) {
      if (one instanceof Told.Broken broken) {
        lost(broken.failure(), Duration.ZERO);
      } else if (!took(one)) {
        utterances.hear(one);
      }
    }
    controls.read();
    goOn();
  }

  /** Whether that is what the recogniser takes, which concerns no utterance. */
  private boolean took(Told told) {
    if (told instanceof Told.TookSound some) {
      sound.took(some);
    } else if (told instanceof Told.TookTokens some) {
      sound.took(some);
    } else {
      return false;
    }
    return true;
  }

  /** The recogniser is told that nothing more comes, where it then tells what it takes; as long as an answer is that waited for. */
  @Override
  public boolean lingers() {
    left = true;
    if (sound != null) {
      sound.pause();
    }
    List<SocketMessage> goodbye = controls.open() ? talk.goodbye() : List.of();
    if (goodbye.isEmpty()) {
      return false;
    }
    outgoing.addAll(goodbye);
    controls.schedule(LEFT, settings.answerTimeout());
    controls.read();
    sendNext();
    return true;
  }

  private void tookAtLast(List<Told> told) {
    boolean last = false;
    for (Told one : told) {
      last |= took(one);
    }
    if (last) {
      controls.complete();
    } else {
      controls.read();
    }
  }

  @Override
  public ProviderFailure closed(int code, String reason) {
    return talk.closed(code, reason);
  }

  @Override
  public void lost(ProviderFailure failure, Duration retryAfter) {
    if (left) {
      controls.complete();
      return;
    }
    release();
    LOG.info("{}: no connection: {} {}", provider, failure.kind(), failure.detail());
    Optional<Duration> pause =
        failure.worthRetrying() ? backoff.next(retryAfter) : Optional.empty();
    if (pause.isPresent()) {
      retried.run();
      controls.schedule(RECONNECT, pause.get());
    } else {
      backoff.reset();
      utterances.failAll(failure);
      if (!retryAfter.isZero()) {
        resting = failure;
        controls.schedule(REST, retryAfter.compareTo(LONGEST_REST) < 0 ? retryAfter : LONGEST_REST);
      }
    }
    goOn();
  }

  private ProviderFailure failure(Kind kind, String detail) {
    return new ProviderFailure(kind, provider, detail);
  }
}
