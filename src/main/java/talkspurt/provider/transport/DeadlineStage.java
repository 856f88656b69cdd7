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
import java.util.concurrent.TimeoutException;

/**
 * Fails with a {@link TimeoutException} when what is wanted does not come. Time in which nothing is
 * wanted, since the caller listens, does not count.
 */
public final class DeadlineStage<T> extends GraphStage<FlowShape<T, T>> {

  private final Inlet<T> in = Inlet.create("patience.in");
  private final Outlet<T> out = Outlet.create("patience.out");
  private final Duration first;
  private final Duration next;

  public DeadlineStage(Duration first, Duration next) {
    this.first = first;
    this.next = next;
  }

  @Override
  public FlowShape<T, T> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Waiting();
  }

  private final class Waiting extends TimerGraphStageLogic {

    private static final String END = "end";
    private Duration patience = first;

    Waiting() {
      super(shape());
      setHandler(in, new AbstractInHandler() {
        @Override
        public void onPush() {
          cancelTimer(END);
          patience = next;
          push(out, grab(in));
        }
      });
      setHandler(out, new AbstractOutHandler() {
        @Override
        public void onPull() {
          scheduleOnce(END, patience);
          pull(in);
        }
      });
    }

    @Override
    public void onTimer(Object key) {
      failStage(new TimeoutException("nothing came for " + patience.toMillis() + " ms"));
    }
  }
}
