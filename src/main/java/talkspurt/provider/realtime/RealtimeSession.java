package talkspurt.provider.realtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.transport.Backoff;
import talkspurt.provider.transport.Quota;
import talkspurt.provider.transport.SocketControls;
import talkspurt.provider.transport.SocketSession;
import talkspurt.telemetry.BotMetrics;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;
import talkspurt.websocket.SocketMessage;

/**
 * The way of one call to a Realtime server and back: brings sockets and time to a {@link
 * RealtimeTalk}. A connection that is lost or has grown old is replaced. The server is read while
 * what it said is taken; the line is read while the server takes it.
 */
final class RealtimeSession implements SocketSession<Input> {

  private static final Logger LOG = LoggerFactory.getLogger(RealtimeSession.class);

  private static final int MAX_OUTPUTS = 64;
  private static final int MAX_EVENTS = 200;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration TICK_EVERY = Duration.ofMillis(100);
  private static final String TICK = "tick";
  private static final String RECONNECT = "reconnect";
  private static final String LEFT = "left";

  /** How long is waited for what a response takes that the end of the call cuts off. */
  private static final Duration LEFT_AFTER = Duration.ofSeconds(2);

  private final String callId;
  private final RealtimeTalk talk;
  private final ClientEventCodec codec;
  private final RealtimeSettings.Limits limits;
  private final NanoClock clock;
  private final BotMetrics metrics;
  private final LimitedLog limit;
  private final Quota quota;
  private final UsageMeter meter;
  private final SocketControls<Output> controls;
  private final Deque<Output> outputs = new ArrayDeque<>();
  private final Deque<ClientEvent> events = new ArrayDeque<>();
  private final Backoff backoff;
  private long begunAt;
  private String responding = "";
  private boolean cancelled;
  private boolean over;
  private boolean left;

  /**
   * One call's session.
   *
   * @param limit of the lines in the log, for all calls of the bot
   * @param quota of the bot, told what the server says of its limits
   * @param meter told what each response took
   */
  RealtimeSession(
      String callId,
      RealtimeTalk talk,
      RealtimeSettings settings,
      NanoClock clock,
      BotMetrics metrics,
      LimitedLog limit,
      Quota quota,
      UsageMeter meter,
      SocketControls<Output> controls) {
    this.callId = callId;
    this.talk = talk;
    this.codec = new ClientEventCodec(settings.beta(), settings.audio());
    this.limits = settings.limits();
    this.clock = clock;
    this.metrics = metrics;
    this.limit = limit;
    this.quota = quota;
    this.meter = meter;
    this.controls = controls;
    this.backoff = new Backoff(
        limits.backOff(), LONGEST_PAUSE, limits.reconnects(), limits.maxWait().plusMillis(1));
  }

  @Override
  public void begun() {
    begunAt = now();
    controls.scheduleEach(TICK, TICK_EVERY);
    controls.connect();
    controls.pull();
  }

  @Override
  public void input(Input input) {
    talk.told(input, now());
    goOn();
  }

  /** The call is over: nothing that is said now would be heard. */
  @Override
  public void inputEnded() {
    controls.complete();
  }

  /** A response that is not over takes something, too, and that is told when it is. */
  @Override
  public boolean lingers() {
    left = true;
    if (!controls.open() || responding.isEmpty()) {
      return false;
    }
    events.clear();
    if (!cancelled) {
      events.add(new ClientEvent.Cancel(responding));
    }
    controls.cancel(TICK);
    controls.schedule(LEFT, LEFT_AFTER);
    goOn();
    return true;
  }

  @Override
  public void due(Object key) {
    if (key.equals(LEFT)) {
      controls.complete();
    }
    if (left) {
      return; // it was scheduled for the call
    }
    if (key.equals(TICK)) {
      talk.tick(now());
      if (talk.wantsRenewal(now())) {
        LOG.info("the session of call {} has grown old and is replaced", callId);
        release();
        controls.connect();
      }
    } else if (key.equals(RECONNECT)) {
      controls.connect();
    } else {
      throw new AssertionError(key);
    }
    goOn();
  }

  private void sendNext() {
    if (!events.isEmpty() && controls.canSend()) {
      ClientEvent next = events.remove();
      cancelled |= next instanceof ClientEvent.Cancel;
      controls.send(new SocketMessage.Text(codec.encode(next)));
    }
  }

  private void goOn() {
    if (left) {
      sendNext();
      controls.read();
      return;
    }
    outputs.addAll(talk.takeOutputs());
    talk.takeOddity().ifPresent(this::log);
    talk.takeBroken().ifPresent(failure -> lost(failure, Duration.ZERO));
    if (controls.open()) {
      events.addAll(talk.takeEvents());
      sendNext();
      if (outputs.size() < MAX_OUTPUTS) {
        controls.read();
      }
    }
    giveOut();
  }

  /** Before a colon nothing is from outside. */
  private void log(String odd) {
    limit.log(
        odd.split(":", 2)[0], more -> LOG.warn("the bot of call {}: {}{}", callId, odd, more));
  }

  private void giveOut() {
    if (controls.canTell() && !outputs.isEmpty()) {
      controls.tell(outputs.remove());
    }
    if (over && outputs.isEmpty()) {
      controls.complete();
      return;
    }
    if (events.size() < MAX_EVENTS && !over) {
      controls.pull();
    }
  }

  private long now() {
    return clock.nanoTime() / 1_000_000;
  }

  // ---- the connection

  private void release() {
    responding = "";
    controls.disconnect();
    events.clear();
    talk.disconnected();
  }

  @Override
  public void opened() {
    talk.connected(now());
    goOn();
  }

  @Override
  public void room() {
    goOn();
  }

  @Override
  public void heard(SocketMessage message) {
    ServerEvent event = ServerEventCodec.decode(message);
    if (event instanceof ServerEvent.Unreadable what) {
      metrics.botUnreadable(what.why());
    }
    meter(event);
    if (left) {
      if (event instanceof ServerEvent.ResponseDone) {
        controls.complete();
      }
      goOn();
      return;
    }
    if (event instanceof ServerEvent.RateLimit rate) {
      quota.told(Duration.ofMillis(rate.exhaustedForMs()));
    }
    talk.hear(event, now());
    if (talk.ready()) {
      controls.established();
    }
    if (event instanceof ServerEvent.ResponseDone done
        && done.status() == ServerEvent.Status.COMPLETED) {
      backoff.reset(); // a server that is there and gone again is not asked for ever
    }
    goOn();
  }

  private void meter(ServerEvent event) {
    if (event instanceof ServerEvent.ResponseCreated created) {
      responding = created.response();
      cancelled = false;
    } else if (event instanceof ServerEvent.ResponseDone done) {
      responding = "";
      if (!done.usage().equals(Usage.NONE)) {
        meter.used(UsageMeter.Used.unpriced(done.usage()));
      }
    } else if (event instanceof ServerEvent.CallerWords said) {
      said.usage().soundMs().ifPresent(ms -> transcription(Usage.of(Unit.SOUND_MS, ms)));
      transcription(said.usage().tokens());
    }
  }

  private void transcription(Usage usage) {
    if (!usage.equals(Usage.NONE)) {
      meter.used(new UsageMeter.Used(RealtimeBot.TRANSCRIPTION, usage, 0));
    }
  }

  @Override
  public void lost(ProviderFailure failure, Duration retryAfter) {
    if (left) {
      controls.complete();
      return;
    }
    release();
    if (over) {
      return;
    }
    LOG.info("the bot of call {}: no connection: {} {}", callId, failure.kind(), failure.detail());
    long waited = now() - begunAt + backoff.pause().toMillis();
    boolean patient = failure.worthRetrying()
        && (talk.opened() || waited < limits.connectTimeout().toMillis());
    Optional<Duration> pause = patient ? backoff.next(retryAfter) : Optional.empty();
    if (pause.isPresent()) {
      metrics.botReconnected(RealtimeBot.NAME);
      controls.schedule(RECONNECT, pause.get());
    } else {
      over = true;
      outputs.add(new Output.Failed(failure));
    }
    goOn();
  }

  @Override
  public ProviderFailure closed(int code, String reason) {
    return ProviderFailure.ofCloseCode(RealtimeBot.NAME, code);
  }
}
