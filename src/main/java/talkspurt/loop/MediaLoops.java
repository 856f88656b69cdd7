package talkspurt.loop;

import static talkspurt.settings.Bounds.within;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Behaviors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import talkspurt.telemetry.LoopMetrics;

/** The media loops of a node, and how many lines each has. Thread-safe. */
public final class MediaLoops {

  private static final String DISPATCHERS = "talkspurt.media-loop-dispatchers.";
  private static final int MAX = 16;

  private final int[] lines;
  private final List<ActorRef<LoopMetrics.OfLoop>> keepers = new ArrayList<>();

  /**
   * So many loops.
   *
   * @param count 1 to 16
   */
  public MediaLoops(int count) {
    within("media loops", count, 1, MAX);
    lines = new int[count];
  }

  /**
   * A loop for each core of the machine, 16 at most; they are there as long as the actor system, and
   * tell of themselves from {@link #report} on.
   */
  public static MediaLoops start(ActorSystem<?> system) {
    MediaLoops loops = new MediaLoops(Math.min(MAX, Runtime.getRuntime().availableProcessors()));
    for (int loop = 0; loop < loops.lines.length; loop++) {
      loops.keepers.add(system.systemActorOf(
          keeper(), name(loop), DispatcherSelector.fromConfig(dispatcher(loop))));
    }
    return loops;
  }

  /** A loop ends with the last actor of its dispatcher. */
  private static Behavior<LoopMetrics.OfLoop> keeper() {
    return Behaviors.receiveMessage(metrics -> {
      MediaLoop.current().orElseThrow().report(metrics);
      return Behaviors.same();
    });
  }

  /**
   * Loops that were started tell of themselves from now on.
   *
   * @param metrics to whom
   */
  public void report(LoopMetrics metrics) {
    for (int loop = 0; loop < keepers.size(); loop++) {
      keepers.get(loop).tell(metrics.of(name(loop)));
    }
  }

  private static String name(int loop) {
    return "media-loop-" + (loop + 1);
  }

  private static String dispatcher(int loop) {
    return DISPATCHERS + (loop + 1);
  }

  /** A place for one more line, at the loop that has the fewest. */
  public synchronized Place place() {
    int fewest = 0;
    for (int loop = 1; loop < lines.length; loop++) {
      fewest = lines[loop] < lines[fewest] ? loop : fewest;
    }
    lines[fewest]++;
    return new Place(fewest);
  }

  /** How many lines each loop has. */
  synchronized int[] lines() {
    return Arrays.copyOf(lines, lines.length);
  }

  private synchronized void left(int loop) {
    lines[loop]--;
  }

  /** A line's place at a loop, from its beginning to its end. */
  public final class Place {

    private final int loop;
    private boolean left;

    private Place(int loop) {
      this.loop = loop;
    }

    /** The name of the loop's dispatcher: the line's stream runs on it. */
    public String dispatcher() {
      return MediaLoops.dispatcher(loop);
    }

    /** The line is over. Once counts. */
    public synchronized void leave() {
      if (!left) {
        left = true;
        left(loop);
      }
    }
  }
}
