package talkspurt.loadtest.pipelines;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
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

/**
 * The stand-ins of vendors alone, for clients that are not the engine. Prints their ports and the environment that
 * holds their keys as one line of JSON, and what broke a protocol as another when standard input ends.
 */
public final class StandIns {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ASKED = "is monday free";
  private static final String LONG =
      "Hello and welcome to the stand in company. We have been making"
          + " machines in this town for longer than anybody can remember and are proud of each of them."
          + " What can I do for you today?";

  private final Violations breaches = new Violations();
  private final Map<String, Integer> ports = new LinkedHashMap<>();

  private StandIns() {}

  public static void main(String[] args) throws IOException {
    StandIns standIns = new StandIns();
    standIns.start();
    print(Map.of("ports", standIns.ports, "environment", Secrets.environment()));
    System.in.transferTo(OutputStream.nullOutputStream());
    print(Map.of("breaches", standIns.breaches.seen()));
  }

  private static void print(Map<String, ?> line) throws IOException {
    System.out.println(JSON.writeValueAsString(line));
    System.out.flush();
  }

  private void start() throws IOException {
    Faults none = new Faults();
    Voices voices = new Voices();
    Scene scene = Scene.always(ASKED);
    serve("deepgram", new DeepgramListen(scene, none, breaches, Secrets.DEEPGRAM));
    serve("flux", new DeepgramFlux(scene, breaches, Secrets.DEEPGRAM));
    serve("aura", new DeepgramSpeak(voices, breaches, Secrets.DEEPGRAM));
    serve("chat", new ChatServer(brain(), none, breaches, Secrets.OPENAI));
    serve("realtime", new RealtimeServer(brain(), voices, scene, none, breaches, Secrets.OPENAI));
    serve("elevenlabs", new ElevenLabs(voices, none, breaches, Secrets.ELEVENLABS));
    serve("tools", new ToolServer(breaches));
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
