package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import talkspurt.loadtest.standin.DeepgramListen;
import talkspurt.loadtest.standin.EndlessChat;
import talkspurt.loadtest.standin.EndlessVoice;
import talkspurt.loadtest.standin.Faults;
import talkspurt.loadtest.standin.LoopbackServer;
import talkspurt.loadtest.standin.Scene;
import talkspurt.loadtest.standin.Violations;

/**
 * A reply without end into lines whose peer stops reading its socket, by a voice over a WebSocket and by one over
 * HTTP, and into one who listens: what the providers get rid of must stay a few seconds ahead of what is played,
 * and the engine's memory flat.
 */
final class StallRun {
  private static final int SENTENCE_MS = 100_000;
  private static final double PCM_BYTES_A_SECOND = 16_000 * 2;
  private static final double BASE64_BYTES_A_SECOND = PCM_BYTES_A_SECOND * 4 / 3;
  /** Two sentences, each with the buffers of both kernels and what the engine has read. */
  private static final int MAX_AHEAD_S = 20;

  /** The line's own buffers are filled first, at the pace of speech. */
  private static final int STANDS_WITHIN_S = 15;

  private static final int MAX_MORE_S = 1;
  private static final int MAX_HELD_S = 10;
  private static final double MAX_GROWTH_MB = 8;
  private static final int SETTLES_S = 20;
  private static final Pattern HEAP =
      Pattern.compile("^jvm_memory_used_bytes\\{area=\"heap\"\\} (\\S+)", Pattern.MULTILINE);

  private final Path jar;
  private final Path say;
  private final Path out;
  private final Checks checks;
  private final PrintStream to;

  StallRun(Path jar, Path say, Path out, Checks checks, PrintStream to) {
    this.jar = jar;
    this.say = say;
    this.out = out;
    this.checks = checks;
    this.to = to;
  }

  /** A call with providers of its own. */
  private static final class Side implements AutoCloseable {
    private final String name;
    private final boolean webSocket;
    private final EndlessChat chat = new EndlessChat();
    private final EndlessVoice voice = new EndlessVoice(SENTENCE_MS);
    private final LoopbackServer ear;
    private final LoopbackServer agent;
    private final LoopbackServer mouth;
    private final List<Double> aheadS = new ArrayList<>();
    private final List<Double> heldS = new ArrayList<>();
    private Phone phone;
    private long begunAt;
    private long deafAt;
    private long settledAtS;

    Side(String name, boolean webSocket) throws IOException {
      this.name = name;
      this.webSocket = webSocket;
      ear = LoopbackServer.start(
          name + "-ear",
          new DeepgramListen(
              Scene.always("tell me a story"), new Faults(), new Violations(), Secrets.DEEPGRAM));
      agent = LoopbackServer.start(name + "-agent", chat);
      mouth = LoopbackServer.start(name + "-voice", voice);
    }

    String settings() {
      return """
          talkspurt.profiles.%s {
            language = en, greeting { say = "" }, apology = "I am sorry."
            transcriber { kind = deepgram, url = "ws://127.0.0.1:%d/v1/listen", api-key-env = DEEPGRAM_API_KEY, endpointing = 0 }
            synthesizer { %s, url = "http://127.0.0.1:%d", rate-hz = 16000 }
            responder {
              kind = openai-chat, base-url = "http://127.0.0.1:%d/v1", api-key-env = OPENAI_API_KEY
              model = stand-in, prompt = "Answer.", max-bytes = 16777216
            }
          }
          """.formatted(
              name,
              ear.port(),
              webSocket ? "kind = elevenlabs" : "kind = openai, api-key-env = OPENAI_API_KEY",
              mouth.port(),
              agent.port());
    }

    void begin(Engine engine, Clip clip) throws IOException, InterruptedException {
      UUID id = UUID.randomUUID();
      engine.announce(id, name);
      phone = Phone.call(engine.audioPort(), id);
      Thread.sleep(1500);
      phone.say(clip.sound());
      for (int tries = 0; phone.firstSoundSince() == 0; tries++) {
        if (tries > 1000) throw new IOException(name + ": no story begins");
        Thread.sleep(10);
      }
      begunAt = phone.firstSoundSince();
    }

    void stopReading() {
      deafAt = System.nanoTime();
      phone.stopReading();
    }

    /** How far the voice is ahead of a line that plays all the time, in seconds. */
    double ahead() {
      return voice.sentMs() / 1000.0 - (System.nanoTime() - begunAt) / 1e9;
    }

    /** How much of that is in the kernel's buffers. */
    double inKernel() throws IOException {
      return KernelQueues.bytes(mouth.port())
          / (webSocket ? BASE64_BYTES_A_SECOND : PCM_BYTES_A_SECOND);
    }

    void note() throws IOException {
      aheadS.add(ahead());
      heldS.add(ahead() - inKernel());
    }

    @Override
    public void close() throws IOException {
      if (phone != null) phone.close();
      ear.close();
      agent.close();
      mouth.close();
    }
  }

  void run(int seconds) throws IOException, InterruptedException {
    try (Side overWebSocket = new Side("stalled-websocket", true);
        Side overHttp = new Side("stalled-http", false);
        Side listening = new Side("listening", true)) {
      List<Side> stalled = List.of(overWebSocket, overHttp);
      List<Side> all = List.of(overWebSocket, overHttp, listening);
      String settings = all.stream().map(Side::settings).collect(Collectors.joining());
      try (Engine engine =
          Engine.start(jar, out, settings, Secrets.environment(), List.of("-Xmx512m"))) {
        Clip clip = Clip.of(say, "hours", "");
        for (Side side : all) side.begin(engine, clip);
        for (Side side : stalled) side.stopReading();
        Thread.sleep(SETTLES_S * 1000L);
        for (Side side : stalled) side.settledAtS = side.voice.sentMs() / 1000;
        List<Double> heapMb = watch(engine, all, seconds - SETTLES_S);
        for (Side side : stalled) judgeStalled(side, seconds - SETTLES_S);
        for (Side side : all) judge(side);
        judgeHeap(heapMb);
        checks.that(
            listening.phone.quietNanos() < 2_000_000_000L,
            "who listens hears the story to this moment");
        checks.that(engine.errors().isEmpty(), "the engine's log has no error");
      }
    }
  }

  /** The heap every so often, in MB. */
  private List<Double> watch(Engine engine, List<Side> sides, int seconds)
      throws IOException, InterruptedException {
    List<Double> heapMb = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < end) {
      Thread.sleep(Math.min(60_000, 1000L * seconds / 10));
      heapMb.add(heapMb(engine));
      to.printf("heap after a full collection %.1f MB%n", heapMb.get(heapMb.size() - 1));
      for (Side side : sides) {
        side.note();
        to.printf("  %s: %s%n", side.name, text(side));
      }
    }
    return heapMb;
  }

  private void judgeStalled(Side side, int seconds) {
    double stoodS = Math.max(0, (side.voice.lastSentAt() - side.deafAt) / 1e9);
    checks.that(
        stoodS <= STANDS_WITHIN_S,
        "%s: the voice's socket stands %.1f s after the line was read last (%d s)"
            .formatted(side.name, stoodS, STANDS_WITHIN_S));
    long more = side.voice.sentMs() / 1000 - side.settledAtS;
    checks.that(
        more <= MAX_MORE_S,
        "%s: then the voice got rid of %d s in %d s".formatted(side.name, more, seconds));
  }

  private void judgeHeap(List<Double> heapMb) {
    double growth = median(heapMb.subList(heapMb.size() / 2, heapMb.size()))
        - median(heapMb.subList(0, Math.max(1, heapMb.size() / 2)));
    checks.that(
        growth <= MAX_GROWTH_MB,
        "the heap of the second half is %.1f MB above that of the first".formatted(growth));
  }

  private static String text(Side side) throws IOException {
    return "voice %d s sent, %.1f s ahead, %.1f s of it in the kernel, text %d sentences, %d kB"
        .formatted(
            side.voice.sentMs() / 1000,
            side.ahead(),
            side.inKernel(),
            side.chat.sentences(),
            side.chat.bytes() / 1000);
  }

  private void judge(Side side) {
    double most = Collections.max(side.aheadS);
    checks.that(
        most <= MAX_AHEAD_S,
        "%s: the voice was never more than %d s ahead of what is played (%.1f s)"
            .formatted(side.name, MAX_AHEAD_S, most));
    double held = Collections.max(side.heldS);
    checks.that(
        held <= MAX_HELD_S,
        "%s: what is not in the kernel's buffers, but in the engine, was never more than %d s (%.1f s)"
            .formatted(side.name, MAX_HELD_S, held));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static double heapMb(Engine engine) throws IOException, InterruptedException {
    Process collect = new ProcessBuilder("jcmd", String.valueOf(engine.pid()), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    if (collect.waitFor() != 0) throw new IOException("jcmd cannot collect the engine's garbage");
    Matcher heap = HEAP.matcher(engine.metrics());
    if (!heap.find()) throw new IOException("no heap in the metrics");
    return Double.parseDouble(heap.group(1)) / 1e6;
  }
}
