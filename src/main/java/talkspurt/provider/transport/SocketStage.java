package talkspurt.provider.transport;

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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.websocket.SocketMessage;

/**
 * Brings streams, sockets and timers to a {@link SocketSession}, one for each time it is run. It has at
 * most one connection at a time; why one was not opened is told by who opens it.
 *
 * @param <I> what comes from the call
 * @param <O> what is told to the call
 */
public final class SocketStage<I, O> extends GraphStage<FlowShape<I, O>> {

  private static final String CONNECT = "connect";
  private static final int NORMAL_CLOSURE = 1000;

  private final Inlet<I> in = Inlet.create("Socket.in");
  private final Outlet<O> out = Outlet.create("Socket.out");
  private final FlowShape<I, O> shape = FlowShape.of(in, out);
  private final String provider;
  private final SocketOpener opener;
  private final Duration connectTimeout;
  private final Function<SocketControls<O>, SocketSession<I>> sessions;

  /**
   * A stage for sessions with one server.
   *
   * @param provider the adapter's name, for failures
   * @param connectTimeout from {@link SocketControls#connect} to {@link SocketControls#established}
   */
  public SocketStage(
      String provider,
      SocketOpener opener,
      Duration connectTimeout,
      Function<SocketControls<O>, SocketSession<I>> sessions) {
    this.provider = provider;
    this.opener = opener;
    this.connectTimeout = connectTimeout;
    this.sessions = sessions;
  }

  @Override
  public FlowShape<I, O> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic
      implements InHandler, OutHandler, SocketControls<O> {

    private final SocketSession<I> session = sessions.apply(this);
    private Connection connection;
    private boolean left;

    Logic() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    // ---- what happens

    @Override
    public void preStart() {
      session.begun();
    }

    @Override
    public void onPush() {
      session.input(grab(in));
    }

    @Override
    public void onUpstreamFinish() {
      session.inputEnded();
    }

    @Override
    public void onUpstreamFailure(Throwable failure) {
      leave(() -> fail(out, failure), () -> failStage(failure));
    }

    @Override
    public void onPull() {
      session.room();
    }

    @Override
    public void onDownstreamFinish(Throwable cause) {
      leave(() -> cancel(in, cause), () -> cancelStage(cause));
    }

    /** The call's part is over. */
    private void leave(Runnable ports, Runnable all) {
      boolean first = !left;
      left = true;
      if (first && session.lingers()) {
        setKeepGoing(true);
        ports.run();
      } else {
        all.run();
      }
    }

    @Override
    public void onTimer(Object key) {
      if (key.equals(CONNECT)) {
        String late = open() ? "connected, but not ready in time" : "no connection in time";
        lost(new ProviderFailure(Kind.UNREACHABLE, provider, late), Duration.ZERO);
      } else {
        session.due(key);
      }
    }

    @Override
    public void postStop() {
      disconnect();
    }

    private void lost(ProviderFailure failure, Duration retryAfter) {
      disconnect();
      session.lost(failure, retryAfter);
    }

    // ---- what is asked for

    @Override
    public void pull() {
      if (!isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
    }

    @Override
    public boolean inputEnded() {
      return isClosed(in);
    }

    @Override
    public boolean canTell() {
      return isAvailable(out);
    }

    @Override
    public void tell(O output) {
      push(out, output);
    }

    @Override
    public void complete() {
      leave(
          () -> {
            cancel(in);
            complete(out);
          },
          this::completeStage);
    }

    @Override
    public void connect() {
      disconnect();
      connection = new Connection();
      connection.begin();
      scheduleOnce(CONNECT, connectTimeout);
    }

    @Override
    public void established() {
      cancelTimer(CONNECT);
    }

    @Override
    public void disconnect() {
      cancelTimer(CONNECT);
      if (connection != null) {
        connection.close();
        connection = null;
      }
    }

    @Override
    public boolean connecting() {
      return connection != null;
    }

    @Override
    public boolean open() {
      return connection != null && connection.open;
    }

    @Override
    public boolean canSend() {
      return open() && connection.toPeer.isAvailable();
    }

    @Override
    public void send(SocketMessage message) {
      connection.toPeer.push(message);
    }

    @Override
    public void read() {
      if (open() && !connection.fromPeer.isClosed() && !connection.fromPeer.hasBeenPulled()) {
        connection.fromPeer.pull();
      }
    }

    @Override
    public void schedule(Object key, Duration after) {
      scheduleOnce(key, after);
    }

    @Override
    public void scheduleEach(Object key, Duration every) {
      scheduleWithFixedDelay(key, every, every);
    }

    @Override
    public void cancel(Object key) {
      cancelTimer(key);
    }

    @Override
    public boolean scheduled(Object key) {
      return isTimerActive(key);
    }

    /** One connection, from the first attempt to open it to its end. */
    private final class Connection {

      private final SubSourceOutlet<SocketMessage> toPeer = new SubSourceOutlet<>("Socket.toPeer");
      private final SubSinkInlet<SocketMessage> fromPeer = new SubSinkInlet<>("Socket.fromPeer");
      private boolean open;
      private Optional<ProviderFailure> over = Optional.empty();

      void begin() {
        toPeer.setHandler(new OutHandler() {
          @Override
          public void onPull() {
            if (canSend()) {
              session.room();
            }
          }

          @Override
          public void onDownstreamFinish(Throwable cause) {}
        });
        fromPeer.setHandler(new InHandler() {
          @Override
          public void onPush() {
            SocketMessage message = fromPeer.grab();
            if (connection == Connection.this) {
              session.heard(message);
            }
          }

          @Override
          public void onUpstreamFinish() {
            over(() -> session.closed(NORMAL_CLOSURE, ""));
          }

          @Override
          public void onUpstreamFailure(Throwable why) {
            over(() -> why instanceof PeerClosedConnectionException closed
                ? session.closed(closed.closeCode(), closed.closeReason())
                : new ProviderFailure(
                    Kind.UNREACHABLE, provider, "broke off: " + BrokenConnection.why(why)));
          }
        });
        AsyncCallback<Optional<NotOpened>> outcome = createAsyncCallback(this::outcome);
        opener
            .open(Flow.fromSinkAndSource(fromPeer.sink(), toPeer.source()))
            .thenAccept(outcome::invoke);
      }

      private void outcome(Optional<NotOpened> refused) {
        if (connection != this) {
          return;
        }
        if (refused.isPresent()) {
          lost(refused.get().failure(), refused.get().retryAfter());
        } else if (over.isPresent()) {
          lost(over.get(), Duration.ZERO);
        } else {
          open = true;
          session.opened();
        }
      }

      /** Why it was not opened is known better by who opens it. */
      private void over(Supplier<ProviderFailure> why) {
        if (connection != this) {
          return;
        }
        if (open) {
          lost(why.get(), Duration.ZERO);
        } else {
          over = Optional.of(why.get());
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
  }
}
