package talkspurt.provider.stt;

import akka.http.javadsl.model.ws.PeerClosedConnectionException;
import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.javadsl.Flow;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.audio.Resampler;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.stt.SttTalk.Told;
import talkspurt.provider.transport.BrokenConnection;
import talkspurt.provider.transport.NotOpened;
import talkspurt.provider.transport.SocketMessage;
import talkspurt.provider.transport.SocketOpener;

/**
 * The way of one call's utterances to a recogniser over WebSockets, and of their words back. A
 * connection that is lost is opened again, and what was said meanwhile, or had no settled words yet,
 * is sent to the next one. Sound is taken until as much waits as may be kept; then the socket's
 * pace is felt upstream.
 */
final class SttSocketStage extends GraphStage<FlowShape<SttInput, TranscriptEvent>> {

  private static final Logger LOG = LoggerFactory.getLogger(SttSocketStage.class);

  private static final int MAX_UNANSWERED = 8;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  private static final String CONNECT = "connect";
  private static final String RECONNECT = "reconnect";
  private static final String KEEP_ALIVE = "keep-alive";
  private static final String REST = "rest";
  private static final String STALLED = "stalled";

  private final Inlet<SttInput> in = Inlet.create("SpeechSocket.in");
  private final Outlet<TranscriptEvent> out = Outlet.create("SpeechSocket.out");
  private final FlowShape<SttInput, TranscriptEvent> shape = FlowShape.of(in, out);
  private final String provider;
  private final SocketOpener opener;
  private final Supplier<SttTalk> talks;
  private final SttSocketSettings settings;

  SttSocketStage(
      String provider, SocketOpener opener, Supplier<SttTalk> talks, SttSocketSettings settings) {
    this.provider = provider;
    this.opener = opener;
    this.talks = talks;
    this.settings = settings;
  }

  @Override
  public FlowShape<SttInput, TranscriptEvent> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Transcribing();
  }

  /** The last words of an utterance are due. */
  private record AnswerDue(long utterance) {}

  private final class Transcribing extends TimerGraphStageLogic implements InHandler, OutHandler {

    /** Those not answered, oldest first; only the last may be open. */
    private final Deque<SpokenAudio> unanswered = new ArrayDeque<>();

    private final PendingEvents events = new PendingEvents();
    private Resampler resampler = new Resampler(settings.rateHz(), settings.rateHz());
    private long openNumber;
    private Connection connection;
    private int attempts;
    private ProviderFailure resting;

    Transcribing() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void preStart() {
      pull(in);
    }

    @Override
    public void postStop() {
      drop();
    }

    // ---- what is said

    @Override
    public void onPush() {
      SttInput input = grab(in);
      if (input.utterance() != openNumber) {
        begin(input.utterance());
      }
      if (input instanceof SttInput.Audio audio) {
        open().ifPresent(spoken -> spoken.add(converted(audio)));
      } else if (input instanceof SttInput.EndOfSpeech) {
        open().ifPresent(this::end);
      } else {
        throw new AssertionError(input);
      }
      goOn();
    }

    /** The words of what was said are still told. */
    @Override
    public void onUpstreamFinish() {
      open().ifPresent(unanswered::remove);
      goOn();
    }

    @Override
    public void onPull() {
      goOn();
    }

    /** Who begins anew without an end has given the one before up; its words are not told. */
    private void begin(long number) {
      open().ifPresent(given -> {
        unanswered.remove(given);
        drop();
      });
      openNumber = number;
      resampler.reset();
      if (resting != null) {
        events.add(new TranscriptEvent.Failed(number, resting));
        return;
      }
      unanswered.add(new SpokenAudio(number, settings.maxKeptSamples()));
      connectUnlessPausing();
    }

    private void end(SpokenAudio spoken) {
      if (spoken.silent()) {
        unanswered.remove(spoken);
        events.add(new TranscriptEvent.Final(spoken.number(), ""));
        return;
      }
      spoken.end();
      scheduleOnce(new AnswerDue(spoken.number()), settings.answerTimeout());
    }

    private Optional<SpokenAudio> open() {
      return Optional.ofNullable(unanswered.peekLast())
          .filter(last -> last.number() == openNumber && !last.ended());
    }

    private Optional<SpokenAudio> unanswered(long number) {
      return unanswered.stream().filter(one -> one.number() == number).findFirst();
    }

    private short[] converted(SttInput.Audio audio) {
      if (audio.frame().rateHz() != resampler.fromHz()) {
        resampler = new Resampler(audio.frame().rateHz(), settings.rateHz());
      }
      return resampler.convert(audio.frame().samples());
    }

    private void goOn() {
      if (connection != null) {
        connection.send();
      }
      giveOut();
      if (open().map(SpokenAudio::full).orElse(false)) {
        if (!isTimerActive(STALLED)) {
          scheduleOnce(STALLED, settings.answerTimeout());
        }
        return;
      }
      cancelTimer(STALLED);
      if (unanswered.size() < MAX_UNANSWERED && !isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
    }

    // ---- what is told

    private void giveOut() {
      if (isAvailable(out) && !events.isEmpty()) {
        push(out, events.remove());
      }
      if (isClosed(in) && unanswered.isEmpty() && events.isEmpty()) {
        completeStage();
      }
    }

    private void heard(Told told) {
      if (told instanceof Told.Words some) {
        unanswered(some.utterance()).ifPresent(spoken -> {
          String before = spoken.words();
          spoken.words(some.words());
          tellPartial(spoken, before);
        });
      } else if (told instanceof Told.Settled some) {
        unanswered(some.utterance()).ifPresent(spoken -> {
          String before = spoken.words();
          spoken.settle(some.words(), some.samples());
          tellPartial(spoken, before);
        });
      } else if (told instanceof Told.TurnEnds turn) {
        open()
            .filter(spoken -> spoken.number() == turn.utterance())
            .ifPresent(spoken -> events.add(new TranscriptEvent.TurnEnds(spoken.number())));
      } else if (told instanceof Told.Done done) {
        unanswered(done.utterance()).filter(SpokenAudio::endSent).ifPresent(this::answer);
      } else if (told instanceof Told.Broken broken) {
        lost(broken.failure(), Duration.ZERO);
      } else {
        throw new AssertionError(told);
      }
    }

    private void tellPartial(SpokenAudio spoken, String before) {
      if (!spoken.words().isEmpty() && !spoken.words().equals(before)) {
        events.add(new TranscriptEvent.Partial(spoken.number(), spoken.words()));
      }
    }

    private void answer(SpokenAudio spoken) {
      cancelTimer(new AnswerDue(spoken.number()));
      unanswered.remove(spoken);
      events.add(new TranscriptEvent.Final(spoken.number(), spoken.words()));
    }

    private void fail(SpokenAudio spoken, ProviderFailure failure) {
      cancelTimer(new AnswerDue(spoken.number()));
      unanswered.remove(spoken);
      events.add(new TranscriptEvent.Failed(spoken.number(), failure));
    }

    // ---- the connection

    @Override
    public void onTimer(Object key) {
      if (key instanceof AnswerDue due) {
        unanswered(due.utterance()).ifPresent(this::answerMissing);
      } else if (key.equals(CONNECT)) {
        lost(failure(Kind.UNREACHABLE, "no connection in time"), Duration.ZERO);
      } else if (key.equals(RECONNECT)) {
        connect();
      } else if (key.equals(REST)) {
        resting = null;
      } else if (key.equals(STALLED)) {
        open().ifPresent(spoken -> giveUp(spoken, failure(Kind.OVERLOADED, "too slow")));
      } else if (key.equals(KEEP_ALIVE)) {
        connection.keepAlive();
      } else {
        throw new AssertionError(key);
      }
      goOn();
    }

    private void answerMissing(SpokenAudio spoken) {
      boolean allSaid = connection != null && connection.open && spoken.endSent();
      if (allSaid && !connection.talk.answersEachEnd()) {
        answer(spoken);
        return;
      }
      giveUp(spoken, failure(Kind.UNREACHABLE, "no answer in time"));
    }

    /** What it had been sent of the utterance would stand in the way of the next. */
    private void giveUp(SpokenAudio spoken, ProviderFailure failure) {
      fail(spoken, failure);
      drop();
      if (!unanswered.isEmpty()) {
        connectUnlessPausing();
      }
    }

    private void connectUnlessPausing() {
      if (connection == null && !isTimerActive(RECONNECT)) {
        connect();
      }
    }

    private void connect() {
      connection = new Connection();
      connection.begin();
    }

    /** Forgets the connection: what it was sent and did not settle is to be sent again. */
    private void drop() {
      if (connection != null) {
        connection.close();
        connection = null;
      }
      cancelTimer(CONNECT);
      cancelTimer(KEEP_ALIVE);
      unanswered.forEach(SpokenAudio::rewind);
    }

    private void lost(ProviderFailure failure, Duration retryAfter) {
      drop();
      Duration pause = shorter(settings.backOff().multipliedBy(1L << attempts), LONGEST_PAUSE);
      Duration wait = pause.compareTo(retryAfter) < 0 ? retryAfter : pause;
      boolean patient = attempts < settings.reconnects()
          && failure.worthRetrying()
          && retryAfter.compareTo(settings.answerTimeout()) < 0;
      LOG.info("{}: no connection: {} {}", provider, failure.kind(), failure.detail());
      if (unanswered.isEmpty() && !patient) {
        attempts = 0;
      } else if (patient) {
        attempts++;
        scheduleOnce(RECONNECT, wait);
      } else {
        attempts = 0;
        List.copyOf(unanswered).forEach(spoken -> fail(spoken, failure));
      }
      if (!patient && !retryAfter.isZero()) {
        resting = failure;
        scheduleOnce(REST, shorter(retryAfter, LONGEST_REST));
      }
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }

    private ProviderFailure failure(Kind kind, String detail) {
      return new ProviderFailure(kind, provider, detail);
    }

    /** One connection, from the first attempt to open it to its end. */
    private final class Connection {

      private final SttTalk talk = talks.get();
      private final Deque<SocketMessage> outgoing = new ArrayDeque<>(talk.opening());
      private final SubSourceOutlet<SocketMessage> toPeer =
          new SubSourceOutlet<>("SpeechSocket.toPeer");
      private final SubSinkInlet<SocketMessage> fromPeer =
          new SubSinkInlet<>("SpeechSocket.fromPeer");
      private boolean open;
      private Optional<ProviderFailure> over = Optional.empty();

      void begin() {
        toPeer.setHandler(new OutHandler() {
          @Override
          public void onPull() {
            goOn();
          }

          @Override
          public void onDownstreamFinish(Throwable cause) {}
        });
        fromPeer.setHandler(new InHandler() {
          @Override
          public void onPush() {
            hear(fromPeer.grab());
          }

          @Override
          public void onUpstreamFinish() {
            over(talk.closed(1000, ""));
          }

          @Override
          public void onUpstreamFailure(Throwable why) {
            over(
                why instanceof PeerClosedConnectionException closed
                    ? talk.closed(closed.closeCode(), closed.closeReason())
                    : failure(Kind.UNREACHABLE, "broke off: " + BrokenConnection.why(why)));
          }
        });
        AsyncCallback<Optional<NotOpened>> outcome = createAsyncCallback(this::opened);
        opener
            .open(Flow.fromSinkAndSource(fromPeer.sink(), toPeer.source()))
            .thenAccept(outcome::invoke);
        fromPeer.pull();
        scheduleOnce(CONNECT, settings.connectTimeout());
      }

      private void opened(Optional<NotOpened> refused) {
        if (connection != this) {
          return;
        }
        cancelTimer(CONNECT);
        if (refused.isPresent()) {
          lost(refused.get().failure(), refused.get().retryAfter());
        } else if (over.isPresent()) {
          lost(over.get(), Duration.ZERO);
        } else {
          open = true;
          scheduleOnce(KEEP_ALIVE, settings.keepAliveEvery());
        }
        goOn();
      }

      /** Why it was not opened is known better by who opens it. */
      private void over(ProviderFailure failure) {
        if (connection == this && open) {
          lost(failure, Duration.ZERO);
          goOn();
        } else {
          over = Optional.of(failure);
        }
      }

      private void hear(SocketMessage message) {
        if (connection != this) {
          return;
        }
        List<Told> told = talk.hear(message);
        if (told.stream().noneMatch(Told.Broken.class::isInstance)) {
          attempts = 0;
        }
        told.forEach(Transcribing.this::heard);
        if (connection == this) {
          fromPeer.pull();
        }
        goOn();
      }

      private void keepAlive() {
        if (outgoing.isEmpty()) {
          talk.keepAlive().ifPresent(outgoing::add);
        }
        scheduleOnce(KEEP_ALIVE, settings.keepAliveEvery());
      }

      void send() {
        if (open && toPeer.isAvailable()) {
          next().ifPresent(message -> {
            scheduleOnce(KEEP_ALIVE, settings.keepAliveEvery());
            toPeer.push(message);
          });
        }
      }

      private Optional<SocketMessage> next() {
        for (SpokenAudio spoken : unanswered) {
          if (!outgoing.isEmpty() || !talk.ready()) {
            break;
          }
          boolean worthSending =
              spoken.unsent() >= settings.chunkSamples() || spoken.ended() && spoken.unsent() > 0;
          if (worthSending) {
            outgoing.add(talk.audio(spoken.number(), spoken.take(settings.chunkSamples())));
          } else if (spoken.takeEnd()) {
            outgoing.addAll(talk.end(spoken.number()));
          }
        }
        return Optional.ofNullable(outgoing.poll());
      }

      void close() {
        if (!toPeer.isClosed()) {
          toPeer.complete();
        }
        if (!fromPeer.isClosed()) {
          fromPeer.cancel();
        }
      }
    }
  }
}
