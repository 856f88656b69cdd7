package talkspurt.loadtest.pipelines;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import talkspurt.loadtest.standin.Brain;
import talkspurt.loadtest.standin.ChatServer;
import talkspurt.loadtest.standin.DeepgramFlux;
import talkspurt.loadtest.standin.DeepgramListen;
import talkspurt.loadtest.standin.DeepgramSpeak;
import talkspurt.loadtest.standin.ElevenLabs;
import talkspurt.loadtest.standin.Faults;
import talkspurt.loadtest.standin.LoopbackServer;
import talkspurt.loadtest.standin.RealtimeServer;
import talkspurt.loadtest.standin.Scene;
import talkspurt.loadtest.standin.ToolServer;
import talkspurt.loadtest.standin.Violations;
import talkspurt.loadtest.standin.Voices;

/** The stand-ins of vendors alone, for clients that are not the engine, or for an engine that others start. */
@Command(
    name = "stand-ins",
    mixinStandardHelpOptions = true,
    description =
        "Prints the ports of the stand-ins and the environment that holds their keys as one line of JSON,"
            + " and what broke a protocol as another when standard input ends.")
public final class StandIns implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ASKED = "is monday free";
  private static final String QUESTION = "what are your opening hours";
  private static final String LONG =
      "Hello and welcome to the stand in company. We have been making"
          + " machines in this town for longer than anybody can remember and are proud of each of them."
          + " What can I do for you today?";

  /** Each letter of a whisper, and each blank, takes longer. */
  private static final int LEAST_MS_A_LETTER = 62;

  private static final int TALKING_AHEAD_MS = 2000;

  @Option(
      names = "--talk-seconds",
      paramLabel = "S",
      description =
          "The bot of Realtime talks that long at least, whatever it is asked, and is at most "
              + TALKING_AHEAD_MS
              + " ms ahead.")
  private int talkSeconds;

  private final Violations breaches = new Violations();
  private final Voices voices = new Voices();
  private final Map<String, Integer> ports = new LinkedHashMap<>();

  private StandIns() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new StandIns()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    start();
    print(Map.of("ports", ports, "environment", Secrets.environment()));
    System.in.transferTo(OutputStream.nullOutputStream());
    print(Map.of("breaches", breaches.seen()));
    return 0;
  }

  private static void print(Map<String, ?> line) throws IOException {
    System.out.println(JSON.writeValueAsString(line));
    System.out.flush();
  }

  private void start() throws IOException {
    Faults none = new Faults();
    Scene scene = Scene.always(ASKED);
    serve("deepgram", new DeepgramListen(scene, none, breaches, Secrets.DEEPGRAM));
    serve("flux", new DeepgramFlux(scene, breaches, Secrets.DEEPGRAM));
    serve("aura", new DeepgramSpeak(voices, breaches, Secrets.DEEPGRAM));
    serve("chat", new ChatServer(brain(), none, breaches, Secrets.OPENAI));
    serve("realtime", talkSeconds > 0 ? talkative() : realtime(brain(), scene, Integer.MAX_VALUE));
    serve("elevenlabs", new ElevenLabs(voices, none, breaches, Secrets.ELEVENLABS));
    serve("tools", new ToolServer(breaches));
  }

  private RealtimeServer realtime(Brain brain, Scene scene, int maxAheadMs) {
    return new RealtimeServer(
        brain, voices, scene, new Faults(), breaches, Secrets.OPENAI, maxAheadMs);
  }

  private RealtimeServer talkative() {
    String story = (LONG + " ").repeat(1 + talkSeconds * 1000 / LEAST_MS_A_LETTER / LONG.length());
    // made before anybody waits for it
    voices.at(story, RealtimeServer.RATE_HZ);
    return realtime(new Brain().says("", story), Scene.always(QUESTION), TALKING_AHEAD_MS);
  }

  private void serve(String name, LoopbackServer.Service service) throws IOException {
    ports.put(name, LoopbackServer.start(name, service).port());
  }

  private static Brain brain() {
    return new Brain()
        .uses(ASKED, "Let me look that up.", "check_availability", Map.of("day", "2026-11-23"))
        .told(ASKED, "10:00", "Monday at ten is free.")
        .says("", LONG);
  }
}
