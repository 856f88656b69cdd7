package talkspurt.http;

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

/**
 * Passes everything on. Once nobody reads any more, reads on for a while and throws away: a connection
 * that is closed while bytes of the peer wait is reset, and the last answer is lost with it.
 */
final class LingerStage<T> extends GraphStage<FlowShape<T, T>> {

  private final Inlet<T> in = Inlet.create("linger.in");
  private final Outlet<T> out = Outlet.create("linger.out");
  private final Duration linger;

  LingerStage(Duration linger) {
    this.linger = linger;
  }

  @Override
  public FlowShape<T, T> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new TimerGraphStageLogic(shape()) {
      private boolean lingers;

      {
        setHandler(in, new AbstractInHandler() {
          @Override
          public void onPush() {
            if (lingers) {
              grab(in);
              pull(in);
            } else {
              push(out, grab(in));
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
            lingers = true;
            scheduleOnce("over", linger);
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
    };
  }
}
