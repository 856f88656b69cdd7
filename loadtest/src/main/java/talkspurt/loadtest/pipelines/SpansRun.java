package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import talkspurt.loadtest.Distribution;
import talkspurt.loadtest.standin.Brain;
import talkspurt.loadtest.standin.ChatServer;
import talkspurt.loadtest.standin.DeepgramListen;
import talkspurt.loadtest.standin.ElevenLabs;
import talkspurt.loadtest.standin.Fault;
import talkspurt.loadtest.standin.Faults;
import talkspurt.loadtest.standin.LoopbackServer;
import talkspurt.loadtest.standin.Scene;
import talkspurt.loadtest.standin.TraceCollector;
import talkspurt.loadtest.standin.Violations;
import talkspurt.loadtest.standin.Voices;

/**
 * Whether the spans of a turn, as a collector of traces is told them, add up to what the recording of its call shows
 * that the caller waited: many calls of short turns at once, with an agent and a voice of uneven speed.
 */
final class SpansRun {
  private static final double WITHIN_MS = 20;
  private static final double SHARE = 0.95;
  private static final int MAX_AGENT_MS = 600;
  private static final int MAX_VOICE_MS = 250;
  private static final long STAGGER_MS = 83;
  private static final long COLLECTED_MS = 2_000;
  private static final long SEED = 18;
  private static final String WORDS = "what are your opening hours";

  /** The last consonant of these is cut off, so that they end in the middle of a vowel: nobody can argue about when. */
  private static final int LAST_CONSONANT_MS = 180;

  private final Path jar;
  private final Path say;
  private final Path out;
  private final int calls;
  private final int turns;
  private final List<String> java;
  private final Checks checks;
  private final ConcurrentLinkedQueue<SpannedCall> over = new ConcurrentLinkedQueue<>();

  SpansRun(Path jar, Path say, Path out, int calls, int turns, List<String> java, Checks checks) {
    this.jar = jar;
    this.say = say;
    this.out = out;
    this.calls = calls;
    this.turns = turns;
    this.java = java;
    this.checks = checks;
  }

  void run(PrintStream to) throws IOException, InterruptedException {
    Violations breaches = new Violations();
    TraceCollector collector = new TraceCollector(breaches);
    try (LoopbackServer traces = LoopbackServer.start("collector", collector);
        LoopbackServer ear = LoopbackServer.start(
            "deepgram",
            new DeepgramListen(Scene.always(WORDS), new Faults(), breaches, Secrets.DEEPGRAM));
        LoopbackServer agent = LoopbackServer.start(
            "chat",
            new ChatServer(
                new Brain().says("", "Fine."), late(MAX_AGENT_MS), breaches, Secrets.OPENAI));
        LoopbackServer voice = LoopbackServer.start(
            "elevenlabs",
            new ElevenLabs(new Voices(), late(MAX_VOICE_MS), breaches, Secrets.ELEVENLABS));
        Engine engine = Engine.start(
            jar,
            out,
            settings(traces.port(), ear.port(), agent.port(), voice.port()),
            Secrets.environment(),
            java)) {
      talk(engine);
      Thread.sleep(COLLECTED_MS);
      List<String> errors = engine.errors();
      checks.that(errors.isEmpty(), "the engine's log has no error " + errors);
    }
    checks.that(breaches.seen().isEmpty(), "the engine broke no protocol " + breaches.seen());
    judge(collector.spans(), to);
  }

  /** Each request takes a time of its own. */
  private Faults late(int maxMs) {
    Faults faults = new Faults();
    Random random = new Random(SEED);
    for (int i = 0; i < 2 * calls * turns; i++)
      faults.next(new Fault.Late(Duration.ofMillis(random.nextInt(maxMs + 1))));
    return faults;
  }

  private void talk(Engine engine) throws IOException, InterruptedException {
    List<Clip> clips = new ArrayList<>();
    for (String name : List.of("hours", "price", "card", "lunch"))
      clips.add(Clip.of(say, name, name + " cut").endingEarlier(LAST_CONSONANT_MS));
    for (String name : List.of("sales", "support", "large", "monday"))
      clips.add(Clip.of(say, name, name).upToItsLastSound());
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      int first = i;
      Thread caller = new Thread(() -> call(engine, clips, first), "caller-" + i);
      caller.start();
      callers.add(caller);
      Thread.sleep(STAGGER_MS);
    }
    for (Thread caller : callers) caller.join();
  }

  private void call(Engine engine, List<Clip> clips, int number) {
    try {
      SpannedCall call = SpannedCall.of(engine, clips, number, turns);
      over.add(call);
      call.keep(out.resolve("call-" + number + ".wav"));
    } catch (IOException | InterruptedException | RuntimeException e) {
      checks.that(false, "call " + number + ": " + e);
    }
  }

  private void judge(List<TraceCollector.Span> spans, PrintStream to) throws IOException {
    StringBuilder table = new StringBuilder("call,clip,recorded_ms,spans_ms,parts\n");
    Map<String, Distribution> byClip = new TreeMap<>();
    Distribution all = new Distribution();
    int asked = 0;
    int within = 0;
    int notOne = 0;
    int notWhole = 0;
    for (SpannedCall call : over) {
      asked += call.said().size();
      for (SpannedCall.Waited waited : call.waited(spans)) {
        if (waited.turns() != 1) notOne++;
        if (waited.turns() != 1) continue;
        if (!waited.whole()) notWhole++;
        double off = waited.spansMs() - waited.recordedMs();
        all.add(off);
        byClip.computeIfAbsent(waited.clip(), none -> new Distribution()).add(off);
        within += Math.abs(off) <= WITHIN_MS ? 1 : 0;
        table.append(waited.row()).append('\n');
      }
    }
    Files.writeString(out.resolve("turns.csv"), table);
    to.println("spans of a turn, less what the recording shows that its caller waited, in ms:");
    print(to, "all", all);
    byClip.forEach((clip, distribution) -> print(to, clip, distribution));
    checks.that(asked == calls * turns, asked + " of " + calls * turns + " turns were spoken");
    checks.that(
        notOne == 0,
        all.count() + " of them have a gap and one turn's spans, " + notOne + " have not one turn");
    checks.that(notWhole == 0, notWhole + " turns are not the sum of their parts");
    double share = all.count() == 0 ? 0 : (double) within / asked;
    checks.unlessStalled(
        share >= SHARE,
        "%.1f %% of turns add up to what was recorded, ±%.0f ms (at least %.0f %%)"
            .formatted(100 * share, WITHIN_MS, 100 * SHARE));
  }

  private static void print(PrintStream to, String name, Distribution off) {
    to.printf(Locale.ROOT, "%-12s %4d turns ", name, off.count());
    for (double percent : new double[] {0, 2.5, 5, 25, 50, 75, 95, 97.5, 100})
      to.printf(Locale.ROOT, "  p%s %.1f", percent, off.percentile(percent).orElse(Double.NaN));
    to.println();
  }

  private static String settings(int traces, int ear, int agent, int voice) {
    return """
        talkspurt.tracing { endpoint = "http://127.0.0.1:%d/v1/traces", max-queued = 65536 }
        talkspurt.profiles.%s {
          language = en
          greeting { say = "Hello." }
          apology = "I am sorry."
          transcriber {
            kind = deepgram, url = "ws://127.0.0.1:%d/v1/listen", api-key-env = DEEPGRAM_API_KEY
            endpointing = 0
          }
          responder {
            kind = openai-chat, base-url = "http://127.0.0.1:%d/v1", api-key-env = OPENAI_API_KEY
            model = stand-in, prompt = "Answer.", max-connections = 100
          }
          synthesizer { kind = elevenlabs, url = "http://127.0.0.1:%d", max-connections = 100 }
        }
        """.formatted(traces, SpannedCall.PROFILE, ear, agent, voice);
  }
}
