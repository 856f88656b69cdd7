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
import talkspurt.line.LineCommand;

/**
 * Commands to a line as bytes to Asterisk, one element a message. After hanging up it waits for
 * Asterisk to close first: a close of ours with something unread would be a reset, on which the
 * AudioSocket application hangs up the caller instead of going on in the dialplan.
 */
final class WriteMessagesStage extends GraphStage<FlowShape<LineCommand, ByteString>> {

  private final Inlet<LineCommand> in = Inlet.create("WriteMessages.in");
  private final Outlet<ByteString> out = Outlet.create("WriteMessages.out");
  private final FlowShape<LineCommand, ByteString> shape = FlowShape.of(in, out);
  private final Duration linger;

  WriteMessagesStage(Duration linger) {
    this.linger = linger;
  }

  @Override
  public FlowShape<LineCommand, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Writing();
  }

  private final class Writing extends TimerGraphStageLogic implements InHandler, OutHandler {

    private boolean hungUp;
    private Throwable failure;

    Writing() {
      super(shape);
      setHandler(in, this);
      setHandler(out, this);
    }

    @Override
    public void onPush() {
      LineCommand command = grab(in);
      if (command instanceof LineCommand.Play play) {
        push(out, AudioSocketCodec.encode(play.frame()));
      } else if (command instanceof LineCommand.Flush || command instanceof LineCommand.Mark) {
        pull(in); // what was sent is on its way to the ear: no queue to flush, none to be behind
      } else if (command instanceof LineCommand.HangUp) {
        hangUp();
        cancel(in);
      } else {
        throw new AssertionError(command);
      }
    }

    /** A conversation that fails lets the caller go as well, so that the dialplan goes on. */
    @Override
    public void onUpstreamFailure(Throwable why) {
      failure = why;
      hangUp();
    }

    private void hangUp() {
      hungUp = true;
      emit(out, AudioSocketCodec.hangup());
      scheduleOnce("linger", linger);
    }

    @Override
    public void onPull() {
      if (!hungUp) {
        pull(in);
      }
    }

    @Override
    public void onTimer(Object key) {
      if (failure == null) {
        completeStage();
      } else {
        failStage(failure);
      }
    }
  }
}
