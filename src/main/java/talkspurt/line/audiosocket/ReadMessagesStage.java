package talkspurt.line.audiosocket;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.InHandler;
import akka.stream.stage.OutHandler;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import talkspurt.line.LineEvent;

/**
 * Bytes of Asterisk to events of a line. Completes when the peer does not say in time which call it
 * brings, when it says it is over, or when it makes no sense.
 */
final class ReadMessagesStage extends GraphStage<FlowShape<ByteString, LineEvent>> {

  private final Inlet<ByteString> in = Inlet.create("ReadMessages.in");
  private final Outlet<LineEvent> out = Outlet.create("ReadMessages.out");
  private final FlowShape<ByteString, LineEvent> shape = FlowShape.of(in, out);
  private final Supplier<AudioSocketReader> readers;
  private final Duration idTimeout;

  ReadMessagesStage(Supplier<AudioSocketReader> readers, Duration idTimeout) {
    this.readers = readers;
    this.idTimeout = idTimeout;
  }

  @Override
  public FlowShape<ByteString, LineEvent> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Reading();
  }

  private final class Reading extends TimerGraphStageLogic implements InHandler, OutHandler {

    private final AudioSocketReader reader = readers.get();
    private boolean listening = true;

    Reading() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void preStart() {
      scheduleOnce("id", idTimeout);
    }

    @Override
    public void onTimer(Object key) {
      if (!reader.announced()) {
        reader.idMissing(idTimeout);
        completeStage();
      }
    }

    @Override
    public void onPush() {
      if (!listening) {
        grab(in);
        pull(in);
        return;
      }
      List<LineEvent> events = reader.read(grab(in));
      if (!events.isEmpty()) {
        emitMultiple(out, events.iterator());
      } else if (!reader.over()) {
        pull(in);
      }
      if (reader.over()) {
        complete(out);
        cancel(in);
      }
    }

    /** What was read before the end is still told. */
    @Override
    public void onUpstreamFinish() {
      complete(out);
    }

    /** A reset is how Asterisk hangs up when it has not read everything. */
    @Override
    public void onUpstreamFailure(Throwable failure) {
      complete(out);
    }

    @Override
    public void onPull() {
      pull(in);
    }

    /**
     * Nobody listens any more, but the socket is read to its end all the same: to close it with
     * something unread would be a reset, and the caller would be hung up.
     */
    @Override
    public void onDownstreamFinish(Throwable cause) {
      listening = false;
      if (!hasBeenPulled(in)) {
        pull(in);
      }
    }
  }
}
