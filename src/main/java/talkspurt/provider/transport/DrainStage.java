package talkspurt.provider.transport;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Reads the end of a body of which the rest is not needed, so that its connection can be used again;
 * for a moment only, since some servers never end one. What is not wanted before it was whole is
 * cancelled at once.
 */
final class DrainStage<T> extends GraphStage<FlowShape<T, T>> {

  private final Inlet<T> in = Inlet.create("drain.in");
  private final Outlet<T> out = Outlet.create("drain.out");
  private final BooleanSupplier whole;
  private final Duration within;

  DrainStage(BooleanSupplier whole, Duration within) {
    this.whole = whole;
    this.within = within;
  }

  @Override
  public FlowShape<T, T> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Draining();
  }

  private final class Draining extends TimerGraphStageLogic {

    Draining() {
      super(shape());
      setHandler(in, new AbstractInHandler() {
        @Override
        public void onPush() {
          T element = grab(in);
          if (isClosed(out)) {
            pull(in);
          } else {
            push(out, element);
          }
        }
      });
      setHandler(out, new AbstractOutHandler() {
        @Override
        public void onPull() {
          pull(in);
        }

        @Override
        public void onDownstreamFinish(Throwable cause) {
          if (!whole.getAsBoolean() || isClosed(in)) {
            cancelStage(cause);
            return;
          }
          scheduleOnce("end", within);
          if (!hasBeenPulled(in)) {
            pull(in);
          }
        }
      });
    }

    @Override
    public void onTimer(Object key) {
      completeStage();
    }
  }
}
