package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import talkspurt.loadtest.Distribution;
import talkspurt.loadtest.standin.Brain;
import talkspurt.loadtest.standin.ChatServer;
import talkspurt.loadtest.standin.DeepgramListen;
import talkspurt.loadtest.standin.ElevenLabs;
import talkspurt.loadtest.standin.Faults;
import talkspurt.loadtest.standin.LoopbackServer;
import talkspurt.loadtest.standin.Scene;
import talkspurt.loadtest.standin.Violations;
import talkspurt.loadtest.standin.Voices;

/**
 * How much of the time between a caller's last sample and the bot's first is the engine's own: many calls at
 * once, providers that answer at once, less the silence that is set to end a turn.
 */
final class LatencyRun {
  private static final int SILENCE_MS = 700;
  private static final int LAST_CONSONANT_MS = 180;
  private static final String PROFILE = "swift";
  private static final long MS = 1_000_000;
  private static final long PAUSE = 600 * MS;
  private static final long PATIENCE = 8_000 * MS;
  private static final long STAGGER_MS = 83;

  private final Path jar;
  private final Path say;
  private final Path out;
  private final int calls;
  private final int seconds;
  private final List<String> java;
  private final Distribution latency = new Distribution();
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile boolean measuring;
  private volatile boolean over;

  LatencyRun(Path jar, Path say, Path out, int calls, int seconds, List<String> java) {
    this.jar = jar;
    this.say = say;
    this.out = out;
    this.calls = calls;
    this.seconds = seconds;
    this.java = java;
  }

  /** Prints the distribution; returns the exit status. */
  int run(double p50Ms, double p95Ms, PrintStream to) throws IOException, InterruptedException {
    Violations breaches = new Violations();
    Brain brain = new Brain().says("", "Fine.");
    try (LoopbackServer ear = LoopbackServer.start(
            "deepgram",
            new DeepgramListen(
                Scene.always("what are your opening hours"),
                new Faults(),
                breaches,
                Secrets.DEEPGRAM));
        LoopbackServer agent = LoopbackServer.start(
            "chat", new ChatServer(brain, new Faults(), breaches, Secrets.OPENAI));
        LoopbackServer voice = LoopbackServer.start(
            "elevenlabs",
            new ElevenLabs(new Voices(), new Faults(), breaches, Secrets.ELEVENLABS));
        Engine engine = Engine.start(
            jar,
            out,
            settings(ear.port(), agent.port(), voice.port()),
            Secrets.environment(),
            java)) {
      Clip clip = Clip.of(say, "hours", "").endingEarlier(LAST_CONSONANT_MS);
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        Thread caller = new Thread(() -> talk(engine, clip), "caller-" + i);
        caller.start();
        callers.add(caller);
        Thread.sleep(STAGGER_MS);
      }
      // what a fresh JVM spends on compiling is not what callers feel
      Thread.sleep(seconds * 1000L);
      Map<String, Double> before = Histogram.read(engine.metrics());
      measuring = true;
      Thread.sleep(seconds * 1000L);
      measuring = false;
      String metrics = engine.metrics();
      over = true;
      for (Thread caller : callers) caller.join();
      Files.writeString(out.resolve("metrics.txt"), metrics);
      print(to, breaches);
      new Histogram(before, Histogram.read(metrics)).print(to);
    }
    return unanswered.get() == 0 && atMost(50, p50Ms) && atMost(95, p95Ms) ? 0 : 1;
  }

  private boolean atMost(double percent, double ms) {
    OptionalDouble value = latency.percentile(percent);
    return value.isPresent() && value.getAsDouble() <= ms;
  }

  private void print(PrintStream to, Violations breaches) {
    to.printf(
        "%d calls, %d answers in %d s, %d not answered; breaches of protocol: %s%n",
        calls, latency.count(), seconds, unanswered.get(), breaches.seen());
    to.printf("caller's last sample to the bot's first, less %d ms of silence, in ms:", SILENCE_MS);
    for (double percent : new double[] {5, 25, 50, 75, 90, 95, 99, 100})
      to.printf("  p%.0f %.1f", percent, latency.percentile(percent).orElse(-1));
    to.println();
  }

  private void talk(Engine engine, Clip clip) {
    UUID id = UUID.randomUUID();
    try {
      engine.announce(id, PROFILE);
      try (Phone phone = Phone.call(engine.audioPort(), id)) {
        await(() -> phone.firstSoundSince() != 0);
        while (!over) {
          await(() -> phone.quietNanos() > PAUSE);
          phone.listenAnew();
          phone.say(clip.sound());
          await(phone::silent);
          long said = phone.spokenUntil();
          boolean counts = measuring;
          boolean answered = await(() -> phone.firstSoundSince() != 0);
          if (counts) note(answered, phone.firstSoundSince() - said);
        }
      }
    } catch (IOException | InterruptedException gone) {
      if (!over) unanswered.incrementAndGet();
    }
  }

  private void note(boolean answered, long nanos) {
    if (!answered) unanswered.incrementAndGet();
    else
      synchronized (latency) {
        latency.add(nanos / 1e6 - SILENCE_MS);
      }
  }

  private static boolean await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) return false;
      LockSupport.parkNanos(5 * MS);
    }
    return true;
  }

  private static String settings(int ear, int agent, int voice) {
    return """
        talkspurt.doctor.examine = true
        talkspurt.profiles.%s {
          language = en
          greeting { say = "Hello." }
          apology = "I am sorry."
          turn { end-of-turn-least = %2$dms, end-of-turn = %2$dms, end-of-turn-max = %2$dms }
          transcriber {
            kind = deepgram, url = "ws://127.0.0.1:%3$d/v1/listen", api-key-env = DEEPGRAM_API_KEY
            endpointing = 0
          }
          synthesizer { kind = elevenlabs, url = "http://127.0.0.1:%5$d", max-connections = 100 }
          responder {
            kind = openai-chat, base-url = "http://127.0.0.1:%4$d/v1", api-key-env = OPENAI_API_KEY
            model = stand-in, prompt = "Answer.", max-connections = 100
          }
        }
        """.formatted(PROFILE, SILENCE_MS, ear, agent, voice);
  }
}
