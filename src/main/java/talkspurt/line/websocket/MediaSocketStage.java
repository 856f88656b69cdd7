package talkspurt.line.websocket;

import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.Attributes;
import akka.stream.BidiShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.line.websocket.MediaConnection.Action;
import talkspurt.line.websocket.MediaConnection.Due;
import talkspurt.websocket.SocketMessage;

/**
 * One connection of chan_websocket: messages of Asterisk to events of a line, and commands to the
 * line to messages; {@link MediaConnection} says which. Asterisk is read to its end, whoever listens:
 * its thread would block in a write otherwise, and the call could not be hung up.
 */
final class MediaSocketStage
    extends GraphStage<BidiShape<SocketMessage, LineEvent, LineCommand, Message>> {

  private static final Logger LOG = LoggerFactory.getLogger(MediaSocketStage.class);

  private final Inlet<SocketMessage> in = Inlet.create("MediaSocket.in");
  private final Outlet<LineEvent> events = Outlet.create("MediaSocket.events");
  private final Inlet<LineCommand> commands = Inlet.create("MediaSocket.commands");
  private final Outlet<Message> out = Outlet.create("MediaSocket.out");
  private final BidiShape<SocketMessage, LineEvent, LineCommand, Message> shape =
      new BidiShape<>(in, events, commands, out);
  private final Supplier<MediaConnection> connections;
  private final String line;
  private final Consumer<Optional<Throwable>> atEnd;

  /**
   * A connection.
   *
   * @param atEnd is told the end of each, with the conversation's failure if it had one
   */
  MediaSocketStage(
      Supplier<MediaConnection> connections, String line, Consumer<Optional<Throwable>> atEnd) {
    this.connections = connections;
    this.line = line;
    this.atEnd = atEnd;
  }

  @Override
  public BidiShape<SocketMessage, LineEvent, LineCommand, Message> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Connected();
  }

  private final class Connected extends TimerGraphStageLogic implements OutHandler {

    private final MediaConnection connection = connections.get();
    private Throwable failure;

    Connected() {
      super(shape);
      setHandler(in, new AbstractInHandler() {
        @Override
        public void onPush() {
          then(connection.heard(grab(in)));
          readOn();
        }

        @Override
        public void onUpstreamFinish() {
          then(connection.peerGone());
        }

        /** How Asterisk closes, with which code or none, makes no difference to the call. */
        @Override
        public void onUpstreamFailure(Throwable why) {
          LOG.debug("line {} was broken off: {}", line, why.getMessage());
          then(connection.peerGone());
        }
      });
      setHandler(events, new AbstractOutHandler() {
        @Override
        public void onPull() {
          readOn();
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
          connection.unheard();
          readOn();
        }
      });
      setHandler(commands, new AbstractInHandler() {
        @Override
        public void onPush() {
          then(connection.obey(grab(commands)));
          takeCommand();
        }

        @Override
        public void onUpstreamFinish() {
          then(connection.commandsEnded());
        }

        /** A conversation that fails lets the caller go as well, so that the dialplan goes on. */
        @Override
        public void onUpstreamFailure(Throwable why) {
          failure = why;
          then(connection.hangUp());
        }
      });
      setHandler(out, this);
    }

    @Override
    public void onPull() {
      takeCommand();
    }

    @Override
    public void preStart() {
      then(connection.begun());
    }

    @Override
    public void postStop() {
      atEnd.accept(Optional.ofNullable(failure));
    }

    @Override
    public void onTimer(Object key) {
      then(connection.due((Due) key, isAvailable(out)));
    }

    private void then(List<Action> actions) {
      actions.forEach(this::act);
    }

    private void act(Action action) {
      if (action instanceof MediaConnection.Tell tell) {
        emitMultiple(events, tell.events().iterator());
      } else if (action instanceof MediaConnection.EndEvents) {
        complete(events);
      } else if (action instanceof MediaConnection.SendText send) {
        emit(out, TextMessage.create(send.text()));
      } else if (action instanceof MediaConnection.SendMedia send) {
        emit(out, BinaryMessage.create(send.bytes()));
      } else if (action instanceof MediaConnection.Schedule schedule) {
        scheduleOnce(schedule.due(), schedule.after());
      } else if (!(action instanceof MediaConnection.End)) {
        throw new AssertionError(action);
      } else if (failure == null) {
        completeStage();
      } else {
        failStage(failure);
      }
    }

    /** Asterisk's next message, once what the last one told is taken. */
    private void readOn() {
      boolean taken = !connection.listening() || isAvailable(events);
      if (taken && !isClosed(in) && !hasBeenPulled(in)) {
        pull(in);
      }
    }

    private void takeCommand() {
      if (!connection.obeys()) {
        cancel(commands);
      } else if (isAvailable(out) && !isClosed(commands) && !hasBeenPulled(commands)) {
        pull(commands);
      }
    }
  }
}
