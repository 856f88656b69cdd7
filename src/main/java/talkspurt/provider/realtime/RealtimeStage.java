package talkspurt.provider.realtime;

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
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SpeechToSpeech.Input;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.transport.NotOpened;
import talkspurt.provider.transport.SocketMessage;
import talkspurt.provider.transport.SocketOpener;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/**
 * The way of one call to a Realtime server and back: brings sockets and time to a {@link
 * RealtimeTalk}. A connection that is lost or has grown old is replaced. The server is read while
 * what it said is taken; the line is read while the server takes it.
 */
final class RealtimeStage extends GraphStage<FlowShape<Input, Output>> {

  private static final Logger LOG = LoggerFactory.getLogger(RealtimeStage.class);

  private static final int MAX_OUTPUTS = 64;
  private static final int MAX_EVENTS = 200;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration TICK_EVERY = Duration.ofMillis(100);
  private static final String TICK = "tick";
  private static final String CONNECT = "connect";
  private static final String RECONNECT = "reconnect";

  private final Inlet<Input> in = Inlet.create("Realtime.in");
  private final Outlet<Output> out = Outlet.create("Realtime.out");
  private final FlowShape<Input, Output> shape = FlowShape.of(in, out);
  private final String callId;
  private final RealtimeTalk talk;
  private final ClientEventCodec codec;
  private final RealtimeSettings.Limits limits;
  private final SocketOpener opener;
  private final NanoClock clock;
  private final Metrics metrics;
  private final LimitedLog limit;

  /**
   * One call's way.
   *
   * @param limit of the lines in the log, for all calls of the bot
   */
  RealtimeStage(
      String callId,
      RealtimeTalk talk,
      RealtimeSettings settings,
      SocketOpener opener,
      NanoClock clock,
      Metrics metrics,
      LimitedLog limit) {
    this.callId = callId;
    this.talk = talk;
    this.codec = new ClientEventCodec(settings.beta());
    this.limits = settings.limits();
    this.opener = opener;
    this.clock = clock;
    this.metrics = metrics;
    this.limit = limit;
  }

  @Override
  public FlowShape<Input, Output> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Conversing();
  }

  private final class Conversing extends TimerGraphStageLogic implements InHandler, OutHandler {

    private final Deque<Output> outputs = new ArrayDeque<>();
    private Optional<Connection> connection = Optional.empty();
    private int attempts;
    private long begunAt;
    private boolean over;

    Conversing() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void preStart() {
      begunAt = now();
      scheduleWithFixedDelay(TICK, TICK_EVERY, TICK_EVERY);
      connect();
      pull(in);
    }

    @Override
    public void postStop() {
      drop();
    }

    @Override
    public void onPush() {
      talk.told(grab(in), now());
      goOn();
    }

    /** The call is over: nothing that is said now would be heard. */
    @Override
    public void onUpstreamFinish() {
      completeStage();
    }

    @Override
    public void onPull() {
      goOn();
    }

    @Override
    public void onTimer(Object key) {
      if (key.equals(TICK)) {
        talk.tick(now());
        if (talk.wantsRenewal(now())) {
          LOG.info("the session of call {} has grown old and is replaced", callId);
          drop();
          connect();
        }
      } else if (key.equals(CONNECT)) {
        lost(failure(Kind.UNREACHABLE, "no session in time"), Duration.ZERO);
      } else if (key.equals(RECONNECT)) {
        connect();
      } else {
        throw new AssertionError(key);
      }
      goOn();
    }

    private void goOn() {
      outputs.addAll(talk.takeOutputs());
      talk.takeOddity().ifPresent(this::log);
      talk.takeBroken().ifPresent(failure -> lost(failure, Duration.ZERO));
      connection.ifPresent(Connection::goOn);
      giveOut();
    }

    /** Before a colon nothing is from outside. */
    private void log(String odd) {
      limit.log(
          odd.split(":", 2)[0], more -> LOG.warn("the bot of call {}: {}{}", callId, odd, more));
    }

    private void giveOut() {
      if (isAvailable(out) && !outputs.isEmpty()) {
        push(out, outputs.remove());
      }
      if (over && outputs.isEmpty()) {
        completeStage();
        return;
      }
      boolean room = connection.map(Connection::hasRoom).orElse(true);
      if (room && !over && !isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
    }

    private long now() {
      return clock.nanoTime() / 1_000_000;
    }

    // ---- the connection

    private void connect() {
      Connection begun = new Connection();
      connection = Optional.of(begun);
      begun.begin();
    }

    private void drop() {
      connection.ifPresent(Connection::close);
      connection = Optional.empty();
      cancelTimer(CONNECT);
      talk.disconnected();
    }

    private void lost(ProviderFailure failure, Duration retryAfter) {
      drop();
      if (over) {
        return;
      }
      Duration pause = limits.backOff().multipliedBy(1L << Math.min(attempts, 10));
      Duration wait = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
      long waited = now() - begunAt + wait.toMillis();
      boolean patient = attempts < limits.reconnects()
          && (talk.opened() || waited < limits.connectTimeout().toMillis())
          && failure.worthRetrying()
          && retryAfter.compareTo(limits.maxWait()) <= 0;
      LOG.info(
          "the bot of call {}: no connection: {} {}", callId, failure.kind(), failure.detail());
      if (patient) {
        attempts++;
        metrics.botReconnected(RealtimeBot.NAME);
        scheduleOnce(RECONNECT, wait.compareTo(retryAfter) < 0 ? retryAfter : wait);
      } else {
        over = true;
        outputs.add(new Output.Failed(failure));
      }
    }

    /** One connection, from the first attempt to open it to its end. */
    private final class Connection {

      private final Deque<ClientEvent> events = new ArrayDeque<>();
      private final SubSourceOutlet<SocketMessage> toPeer =
          new SubSourceOutlet<>("Realtime.toPeer");
      private final SubSinkInlet<SocketMessage> fromPeer = new SubSinkInlet<>("Realtime.fromPeer");
      private boolean open;
      private Optional<ProviderFailure> end = Optional.empty();

      void begin() {
        toPeer.setHandler(new OutHandler() {
          @Override
          public void onPull() {
            Conversing.this.goOn();
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
            ended(closed(1000));
          }

          @Override
          public void onUpstreamFailure(Throwable why) {
            ended(
                why instanceof PeerClosedConnectionException closed
                    ? closed(closed.closeCode())
                    : failure(Kind.UNREACHABLE, "broke off: " + why.getClass().getSimpleName()));
          }
        });
        AsyncCallback<Optional<NotOpened>> outcome = createAsyncCallback(this::opened);
        opener
            .open(Flow.fromSinkAndSource(fromPeer.sink(), toPeer.source()))
            .thenAccept(outcome::invoke);
        scheduleOnce(CONNECT, limits.connectTimeout());
      }

      private boolean current() {
        return connection.filter(now -> now == this).isPresent();
      }

      private void opened(Optional<NotOpened> refused) {
        if (!current()) {
          return;
        }
        if (refused.isPresent()) {
          lost(refused.get().failure(), refused.get().retryAfter());
        } else if (end.isPresent()) {
          lost(end.get(), Duration.ZERO);
        } else {
          open = true;
          talk.connected(now());
        }
        Conversing.this.goOn();
      }

      /** Why it was not opened is known better by who opens it. */
      private void ended(ProviderFailure failure) {
        if (current() && open) {
          lost(failure, Duration.ZERO);
          Conversing.this.goOn();
        } else {
          end = Optional.of(failure);
        }
      }

      private void hear(SocketMessage message) {
        if (!current()) {
          return;
        }
        ServerEvent event = event(message);
        if (event instanceof ServerEvent.Unreadable what) {
          metrics.botUnreadable(what.why());
        }
        talk.hear(event, now());
        if (talk.ready()) {
          cancelTimer(CONNECT);
        }
        if (event instanceof ServerEvent.ResponseDone done
            && done.status() == ServerEvent.Status.COMPLETED) {
          attempts = 0; // a server that is there and gone again is not asked for ever
        }
        Conversing.this.goOn();
      }

      /** Some servers send their JSON in binary messages. */
      private ServerEvent event(SocketMessage message) {
        if (message instanceof SocketMessage.Text text) {
          return ServerEventCodec.decode(text.text());
        }
        if (message instanceof SocketMessage.Binary binary) {
          ServerEvent event = ServerEventCodec.decode(binary.bytes().utf8String());
          return event.equals(new ServerEvent.Unreadable("no_json"))
              ? new ServerEvent.Unreadable("no_text")
              : event;
        }
        throw new AssertionError(message);
      }

      boolean hasRoom() {
        return events.size() < MAX_EVENTS;
      }

      void goOn() {
        if (!open) {
          return;
        }
        events.addAll(talk.takeEvents());
        if (!events.isEmpty() && toPeer.isAvailable()) {
          toPeer.push(new SocketMessage.Text(codec.encode(events.remove())));
        }
        if (outputs.size() < MAX_OUTPUTS && !fromPeer.isClosed() && !fromPeer.hasBeenPulled()) {
          fromPeer.pull();
        }
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

    private ProviderFailure closed(int code) {
      Kind kind = switch (code) {
        case 1008 -> Kind.REJECTED_REQUEST;
        case 1012, 1013 -> Kind.OVERLOADED;
        case 1002, 1003, 1007, 1009 -> Kind.BROKE_PROTOCOL;
        default -> Kind.UNREACHABLE;
      };
      return failure(kind, "closed with code " + code);
    }

    private ProviderFailure failure(Kind kind, String detail) {
      return new ProviderFailure(kind, RealtimeBot.NAME, detail);
    }
  }
}
