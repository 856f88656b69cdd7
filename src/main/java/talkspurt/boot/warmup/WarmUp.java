package talkspurt.boot.warmup;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Flow;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.access.AccessSettings;
import talkspurt.http.HttpSettings;
import talkspurt.line.LineAcceptor;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.line.audiosocket.AudioSocketServer;
import talkspurt.line.audiosocket.AudioSocketSettings;
import talkspurt.loop.MediaLoops;
import talkspurt.media.Conversations;
import talkspurt.media.Listeners;
import talkspurt.media.profile.Profiles;
import talkspurt.media.settings.MediaSettings;
import talkspurt.recording.Recordings;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

/**
 * Calls that a node makes to itself before it is ready, so that the JVM has compiled what carries a call.
 * They go the whole way from socket to socket: greeting, barge-in, turns, keys, hang-up. Their calls are in
 * memory alone, their figures are nobody's, and their providers are made up: nothing of them is kept,
 * counted or paid for. They share the node's media loops.
 *
 * <p>What fails in it is logged, and the start goes on.
 */
public final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final Duration LINES_END_WITHIN = Duration.ofSeconds(5);
  private static final long LOOK_EVERY_MS = 10;

  private final ActorSystem<?> system;
  private final AudioSocketSettings lines;
  private final MediaSettings media;
  private final MediaLoops loops;
  private final WarmUpCalls calls = new WarmUpCalls(InstantSource.system());
  private final AtomicInteger open = new AtomicInteger();

  WarmUp(ActorSystem<?> system, AudioSocketSettings lines, MediaSettings media, MediaLoops loops) {
    this.system = system;
    this.lines = lines;
    this.media = media;
    this.loops = loops;
  }

  /**
   * Makes its calls; the result completes when the last of its lines is closed, and never fails.
   *
   * @param loops of the node
   * @param limit how long the calls last; with zero none is made
   * @param wanted asked again and again; from false on the calls are ended
   */
  public static CompletionStage<Done> calls(
      ActorSystem<?> system,
      AudioSocketSettings lines,
      MediaSettings media,
      MediaLoops loops,
      Duration limit,
      BooleanSupplier wanted) {
    if (limit.isZero()) {
      return CompletableFuture.completedFuture(Done.done());
    }
    return new WarmUp(system, lines, media, loops).begin(limit, wanted);
  }

  /**
   * Asks for call starts beside its calls; the result completes when they are answered, and never fails.
   *
   * @param limit with zero none is asked for
   */
  public static CompletionStage<Done> callStarts(
      ActorSystem<?> system, HttpSettings http, AccessSettings access, Duration limit) {
    return limit.isZero()
        ? CompletableFuture.completedFuture(Done.done())
        : new ApiWarmUp(system, http, access).begin();
  }

  CompletionStage<Done> begin(Duration limit, BooleanSupplier wanted) {
    return Background.run("warm-up", () -> {
      HearingWarmUp.run();
      call(limit, wanted);
      if (wanted.getAsBoolean()) {
        // what the start has left is gone before a collection of it can hold up a call
        System.gc();
      }
    });
  }

  /** The calls it makes. */
  WarmUpCalls calls() {
    return calls;
  }

  private void call(Duration limit, BooleanSupplier wanted)
      throws IOException, InterruptedException {
    WarmUpLog quiet = WarmUpLog.mute();
    try {
      callMuted(limit, wanted);
    } finally {
      quiet.close();
    }
  }

  private void callMuted(Duration limit, BooleanSupplier wanted)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Metrics nobodys = Metrics.notExposed();
    Conversations conversations = Conversations.create(
        system,
        calls,
        new Profiles(
            Map.of(WarmUpProfile.NAME, WarmUpProfile.create(media.turns())), WarmUpProfile.NAME),
        (callId, playback) -> {},
        media,
        NanoClock.system(),
        InstantSource.system(),
        nobodys,
        Recordings.none(),
        Listeners.NONE);
    AudioSocketServer server = AudioSocketServer.withoutPort(
        system, lines, counted(conversations), loops, nobodys.lines());
    try (WarmUpCallers callers = WarmUpCallers.connect(server::take, calls::register)) {
      while (System.nanoTime() - begun < limit.toNanos() && wanted.getAsBoolean()) {
        callers.speak();
      }
    }
    long ended = System.nanoTime();
    while (!over() && System.nanoTime() - ended < LINES_END_WITHIN.toNanos()) {
      Thread.sleep(LOOK_EVERY_MS);
    }
    LOG.debug("warm-up over after {} ms", (System.nanoTime() - begun) / 1_000_000);
  }

  /** Whether the lines are closed, and their calls were told. */
  private boolean over() {
    return open.get() == 0
        && calls.states().stream().noneMatch(call -> call.file().attached());
  }

  private LineAcceptor counted(LineAcceptor acceptor) {
    return (line, call, dispatcher) -> {
      Flow<LineEvent, LineCommand, NotUsed> flow =
          acceptor.accept(WarmUpLog.LINES + line, Optional.empty(), dispatcher);
      open.incrementAndGet();
      return flow.watchTermination((nothing, end) -> {
        end.whenComplete((done, failure) -> open.decrementAndGet());
        return nothing;
      });
    };
  }
}
