package talkspurt.media;

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
import java.util.Optional;
import java.util.function.Supplier;
import talkspurt.provider.Responder.Part;

/**
 * Puts words into a reply where the next of its parts is wanted and does not come. Time in which
 * nothing is wanted, since the caller still listens, does not count.
 */
final class FillerStage extends GraphStage<FlowShape<Part, Part>> {

  private final Inlet<Part> in = Inlet.create("filler.in");
  private final Outlet<Part> out = Outlet.create("filler.out");
  private final Duration after;
  private final Supplier<Optional<String>> next;
  private final Runnable spoke;

  /**
   * @param next the words for a wait; empty: none, for now
   * @param spoke told when the agent himself says something
   */
  FillerStage(Duration after, Supplier<Optional<String>> next, Runnable spoke) {
    this.after = after;
    this.next = next;
    this.spoke = spoke;
  }

  @Override
  public FlowShape<Part, Part> shape() {
    return FlowShape.of(in, out);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Waiting();
  }

  private final class Waiting extends TimerGraphStageLogic {

    private static final String WAITED = "waited";

    Waiting() {
      super(shape());
      setHandler(in, new AbstractInHandler() {
        @Override
        public void onPush() {
          if (isAvailable(out)) {
            pass();
          }
        }

        /** A part that came while the words of a wait are said is still to be given. */
        @Override
        public void onUpstreamFinish() {
          if (!isAvailable(in)) {
            completeStage();
          }
        }
      });
      setHandler(out, new AbstractOutHandler() {
        @Override
        public void onPull() {
          if (isAvailable(in)) {
            pass();
          } else {
            scheduleOnce(WAITED, after);
            if (!hasBeenPulled(in)) {
              pull(in);
            }
          }
        }
      });
    }

    private void pass() {
      cancelTimer(WAITED);
      Part part = grab(in);
      if (part instanceof Part.Say) {
        spoke.run();
      }
      push(out, part);
      if (isClosed(in)) {
        completeStage();
      }
    }

    @Override
    public void onTimer(Object key) {
      next.get().ifPresent(words -> push(out, new Part.Say(words)));
    }
  }
}
