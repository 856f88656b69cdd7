package talkspurt.provider.tts;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.GraphStageWithMaterializedValue;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import java.util.List;
import scala.Tuple2;
import talkspurt.provider.transport.VoiceServer;
import talkspurt.provider.tts.TtsConnection.Action;
import talkspurt.provider.tts.TtsTalk.Heard;
import talkspurt.telemetry.NanoClock;
import talkspurt.websocket.SocketMessage;

/** One WebSocket to a server that speaks, with a {@link TtsConnection} to say what is done. */
final class TtsSocketStage
    extends GraphStageWithMaterializedValue<FlowShape<SocketMessage, SocketMessage>, TtsSocket> {

  /** Whom a connection tells of itself. */
  interface Owner {

    void free();

    void gone();
  }

  private static final String DUE = "due";

  private final Inlet<SocketMessage> in = Inlet.create("voice-socket.in");
  private final Outlet<SocketMessage> out = Outlet.create("voice-socket.out");
  private final VoiceServer server;
  private final TtsTalk talk;
  private final NanoClock clock;
  private final Owner owner;

  TtsSocketStage(VoiceServer server, TtsTalk talk, NanoClock clock, Owner owner) {
    this.server = server;
    this.talk = talk;
    this.clock = clock;
    this.owner = owner;
  }

  @Override
  public FlowShape<SocketMessage, SocketMessage> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public Tuple2<GraphStageLogic, TtsSocket> createLogicAndMaterializedValue(Attributes inherited) {
    Logic logic = new Logic();
    return new Tuple2<>(logic, logic.socket());
  }

  private final class Logic extends TimerGraphStageLogic implements InHandler, OutHandler {

    private final TtsConnection connection =
        new TtsConnection(server.provider(), server.firstSoundTimeout(), talk);
    private final AsyncCallback<TtsSocket.Order> orders = createAsyncCallback(this::obey);
    /** What a sentence is told that is begun too late; read by other threads. */
    private volatile Heard why = connection.why();

    Logic() {
      super(shape());
      setHandler(in, this);
      setHandler(out, this);
    }

    TtsSocket socket() {
      return new TtsSocket(orders, () -> why);
    }

    @Override
    public void preStart() {
      setKeepGoing(true); // why it was not opened is told last
      pull(in);
    }

    private void obey(TtsSocket.Order order) {
      then(order.give(connection, clock.nanoTime()));
    }

    @Override
    public void onPush() {
      then(connection.heard(grab(in), clock.nanoTime()));
    }

    @Override
    public void onUpstreamFinish() {
      then(connection.ended());
    }

    @Override
    public void onUpstreamFailure(Throwable failure) {
      then(connection.ended());
    }

    @Override
    public void onPull() {
      then(connection.room());
    }

    @Override
    public void onDownstreamFinish(Throwable cause) {
      then(connection.ended());
    }

    @Override
    public void onTimer(Object key) {
      then(connection.due());
    }

    @Override
    public void postStop() {
      then(connection.stopped());
    }

    private void then(List<Action> actions) {
      why = connection.why(); // before the owner and the sentence hear what happened
      actions.forEach(this::act);
      if (connection.reading() && !hasBeenPulled(in) && !isClosed(in)) {
        pull(in);
      }
    }

    private void act(Action action) {
      if (action instanceof TtsConnection.Opened) {
        setKeepGoing(false);
      } else if (action instanceof TtsConnection.Send send) {
        push(out, new SocketMessage.Text(send.message()));
      } else if (action instanceof TtsConnection.Tell tell) {
        tell.sentence().accept(tell.heard());
      } else if (action instanceof TtsConnection.Free) {
        owner.free();
      } else if (action instanceof TtsConnection.Leave) {
        owner.gone();
      } else if (action instanceof TtsConnection.Schedule schedule) {
        scheduleOnce(DUE, schedule.after());
      } else if (action instanceof TtsConnection.Unschedule) {
        cancelTimer(DUE);
      } else if (action instanceof TtsConnection.Complete) {
        completeStage();
      } else {
        throw new AssertionError(action);
      }
    }
  }
}
