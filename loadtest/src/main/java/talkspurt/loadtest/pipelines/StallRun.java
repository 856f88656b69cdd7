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
import talkspurt.loadtest.standin.Breaches;
import talkspurt.loadtest.standin.DeepgramListen;
import talkspurt.loadtest.standin.EndlessChat;
import talkspurt.loadtest.standin.EndlessVoice;
import talkspurt.loadtest.standin.Faults;
import talkspurt.loadtest.standin.LoopbackServer;
import talkspurt.loadtest.standin.Scene;

/**
 * A reply without end into two lines, one whose peer does not read its socket and one who listens: what the
 * providers get rid of must stay a few seconds ahead of what is played, and the engine's memory flat.
 */
final class StallRun {
  private static final int SENTENCE_MS = 100_000;
  private static final double SOUND_BYTES_A_SECOND = 16_000 * 2 * 4 / 3.0;
  /** What the kernel takes for a connection, by its own limits, lies within this. */
  private static final int MOST_AHEAD_S = 150;

  private static final int STANDS_WITHIN_S = 10;
  private static final int MOST_HELD_S = 10;
  private static final double MOST_GROWTH_MB = 8;
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
    private final EndlessChat chat = new EndlessChat();
    private final EndlessVoice voice = new EndlessVoice(SENTENCE_MS);
    private final LoopbackServer ear;
    private final LoopbackServer agent;
    private final LoopbackServer mouth;
    private final List<Double> aheadS = new ArrayList<>();
    private final List<Double> heldS = new ArrayList<>();
    private Phone phone;
    private long begunAt;
    private long settledAtS;

    Side(String name) throws IOException {
      this.name = name;
      ear = LoopbackServer.start(
          name + "-ear",
          new DeepgramListen(
              Scene.always("tell me a story"), new Faults(), new Breaches(), Secrets.DEEPGRAM));
      agent = LoopbackServer.start(name + "-agent", chat);
      mouth = LoopbackServer.start(name + "-voice", voice);
    }

    String settings() {
      return """
          talkspurt.profiles.%s {
            language = en, greeting { say = "" }, apology = "I am sorry."
            transcriber { kind = deepgram, url = "ws://127.0.0.1:%d/v1/listen", api-key-env = DEEPGRAM_API_KEY, endpointing = 0 }
            synthesizer { kind = elevenlabs, url = "http://127.0.0.1:%d" }
            responder {
              kind = openai-chat, base-url = "http://127.0.0.1:%d/v1", api-key-env = OPENAI_API_KEY
              model = stand-in, prompt = "Answer.", most-bytes = 16777216
            }
          }
          """.formatted(name, ear.port(), mouth.port(), agent.port());
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

    /** How far the voice is ahead of a line that plays all the time, in seconds. */
    double ahead() {
      return voice.sentMs() / 1000.0 - (System.nanoTime() - begunAt) / 1e9;
    }

    /** How much of that is in the kernel's buffers. */
    double inKernel() throws IOException {
      return KernelQueues.bytes(mouth.port()) / SOUND_BYTES_A_SECOND;
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
    try (Side stalled = new Side("stalled");
        Side listening = new Side("listening");
        Engine engine = Engine.start(
            jar,
            out,
            stalled.settings() + listening.settings(),
            Secrets.environment(),
            List.of("-Xmx512m"))) {
      Clip clip = Clip.of(say, "hours", "");
      stalled.begin(engine, clip);
      listening.begin(engine, clip);
      stalled.phone.stopReading();
      Thread.sleep(SETTLES_S * 1000L);
      stalled.settledAtS = stalled.voice.sentMs() / 1000;
      List<Double> heapMb = new ArrayList<>();
      long end = System.nanoTime() + (seconds - SETTLES_S) * 1_000_000_000L;
      while (System.nanoTime() < end) {
        Thread.sleep(Math.min(60_000, 1000L * seconds / 10));
        heapMb.add(heapMb(engine));
        stalled.note();
        listening.note();
        to.printf("heap after a full collection %.1f MB; ", heapMb.get(heapMb.size() - 1));
        to.printf("stalled: %s; listening: %s%n", text(stalled), text(listening));
      }
      long more = stalled.voice.sentMs() / 1000 - stalled.settledAtS;
      checks.that(
          more <= STANDS_WITHIN_S,
          "stalled: the voice got rid of %d s in %d s".formatted(more, seconds - SETTLES_S));
      judge(stalled);
      judge(listening);
      double growth = median(heapMb.subList(heapMb.size() / 2, heapMb.size()))
          - median(heapMb.subList(0, Math.max(1, heapMb.size() / 2)));
      checks.that(
          growth <= MOST_GROWTH_MB,
          "the heap of the second half is %.1f MB above that of the first".formatted(growth));
      checks.that(
          listening.phone.quietNanos() < 2_000_000_000L,
          "who listens hears the story to this moment");
      checks.that(engine.errors().isEmpty(), "the engine's log has no error");
    }
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
        most <= MOST_AHEAD_S,
        "%s: the voice was never more than %d s ahead of what is played (%.1f s)"
            .formatted(side.name, MOST_AHEAD_S, most));
    double held = Collections.max(side.heldS);
    checks.that(
        held <= MOST_HELD_S,
        "%s: what is not in the kernel's buffers, but in the engine, was never more than %d s (%.1f s)"
            .formatted(side.name, MOST_HELD_S, held));
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
