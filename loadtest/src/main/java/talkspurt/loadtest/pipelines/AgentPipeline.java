package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import talkspurt.loadtest.standin.Bill;
import talkspurt.loadtest.standin.ChatServer;
import talkspurt.loadtest.standin.DeepgramListen;
import talkspurt.loadtest.standin.ElevenLabs;
import talkspurt.loadtest.standin.Faults;
import talkspurt.loadtest.standin.LoopbackServer;
import talkspurt.loadtest.standin.Piper;
import talkspurt.loadtest.standin.Scene;
import talkspurt.loadtest.standin.ToolServer;
import talkspurt.loadtest.standin.Violations;
import talkspurt.loadtest.standin.Voices;
import talkspurt.loadtest.standin.VoskServer;
import talkspurt.loadtest.standin.WebhookAgent;

/** A pipeline of recogniser, agent and voice, each a stand-in of its protocol. */
final class AgentPipeline implements Pipeline {

  /** As in the settings, for one of each. */
  private static final Map<String, Double> PRICES = Map.of(
      "deepgram minutes", 0.5,
      "vosk minutes", 0.5,
      "elevenlabs characters", 100e-6,
      "piper characters", 100e-6,
      "chat input tokens", 2.5e-6,
      "chat output tokens", 10e-6);

  private final String name;
  private final String settings;
  private final Scene scene;
  private final Receptionist.Troubles troubles;
  private final Violations breaches;
  private final Voices voices;
  private final ToolServer tools;
  private final Bill bill;
  private final List<LoopbackServer> servers;

  private AgentPipeline(
      String name,
      String settings,
      Scene scene,
      Receptionist.Troubles troubles,
      Violations breaches,
      Voices voices,
      ToolServer tools,
      Bill bill,
      List<LoopbackServer> servers) {
    this.name = name;
    this.settings = settings;
    this.scene = scene;
    this.troubles = troubles;
    this.breaches = breaches;
    this.voices = voices;
    this.tools = tools;
    this.bill = bill;
    this.servers = servers;
  }

  /** Deepgram, chat completions and ElevenLabs. */
  static AgentPipeline deepgram() throws IOException {
    Building building = new Building();
    int ear = building.serve(
        "deepgram",
        new DeepgramListen(
                building.scene,
                building.troubles.transcriber(),
                building.breaches,
                Secrets.DEEPGRAM)
            .billing(building.bill));
    int agent = building.serve(
        "chat",
        new ChatServer(
                Receptionist.brain(), building.troubles.agent(), building.breaches, Secrets.OPENAI)
            .billing(building.bill));
    int voice = building.serve(
        "elevenlabs",
        new ElevenLabs(
                building.voices, building.troubles.voice(), building.breaches, Secrets.ELEVENLABS)
            .billing(building.bill));
    building.keeps("elevenlabs characters");
    return building.built("deepgram", """
          transcriber { kind = deepgram, url = "ws://127.0.0.1:%d/v1/listen", api-key-env = DEEPGRAM_API_KEY, price.per-minute = 0.5 }
          synthesizer { kind = elevenlabs, url = "http://127.0.0.1:%d", price.per-million-characters = 100 }
          responder {
            kind = openai-chat, base-url = "http://127.0.0.1:%d/v1", api-key-env = OPENAI_API_KEY
            model = stand-in, prompt = "You are a receptionist."
            price { per-million-input-tokens = 2.5, per-million-output-tokens = 10 }
            answer-timeout = 1500ms, first-timeout = 1500ms
        """.formatted(ear, voice, agent));
  }

  /** Vosk, a webhook and Piper. */
  static AgentPipeline vosk() throws IOException {
    Building building = new Building();
    int ear = building.serve(
        "vosk",
        new VoskServer(building.scene, building.troubles.transcriber(), building.breaches)
            .billing(building.bill));
    int agent = building.serve(
        "webhook",
        new WebhookAgent(
            Receptionist.brain(), building.troubles.agent(), building.breaches, Secrets.WEBHOOK));
    int voice = building.serve(
        "piper",
        new Piper(building.voices, building.troubles.voice(), building.breaches)
            .billing(building.bill));
    building.keeps("piper characters");
    return building.built("vosk", """
          transcriber { kind = vosk, url = "ws://127.0.0.1:%d", price.per-minute = 0.5 }
          synthesizer { kind = piper, url = "http://127.0.0.1:%d", price.per-million-characters = 100 }
          responder {
            kind = webhook, url = "http://127.0.0.1:%d/turn", token-env = WEBHOOK_TOKEN
            interrupt-url = "http://127.0.0.1:%d/interrupt"
            answer-timeout = 1500ms, first-timeout = 1500ms
        """.formatted(ear, voice, agent, agent));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String settings() {
    return settings;
  }

  @Override
  public Bill bill() {
    return bill;
  }

  @Override
  public Map<String, Double> prices() {
    return PRICES;
  }

  @Override
  public Scene scene() {
    return scene;
  }

  @Override
  public void talk(ScriptedCall call, Path say) throws IOException, InterruptedException {
    Receptionist.talk(call, say, troubles);
  }

  @Override
  public List<Reference> references(Engine engine) {
    return voices.spoken().stream().map(Reference::of).toList();
  }

  @Override
  public void judge(Judge judge, Checks checks) {
    judge.saidByTheCaller(List::equals);
    judge.interruptions(Receptionist.YIELDED, Receptionist.RESUMED);
    judge.tools(tools.done(), Receptionist.TOOLS);
    int left = troubles.transcriber().left()
        + troubles.agent().left()
        + troubles.voice().left();
    checks.that(left == 0, name + ": all that was to go wrong did (" + left + " left)");
    checks.that(
        breaches.seen().isEmpty(), name + ": the engine broke no protocol " + breaches.seen());
  }

  @Override
  public String destination() {
    return Receptionist.DESTINATION;
  }

  @Override
  public void close() throws IOException {
    for (LoopbackServer server : servers) server.close();
  }

  /** What agents may use: the tools of a server at this port, and the engine's own. */
  static String tools(int port) {
    return """
        tools {
          end-call = true
          transfers { operator = "%s" }
          http {
            check_availability {
              description = "Tells which times are free on a day."
              url = "http://127.0.0.1:%d/check_availability"
              parameters { type = object, properties { day { type = string } }, required = [day] }
            }
            book_appointment {
              description = "Books an appointment."
              url = "http://127.0.0.1:%d/book_appointment", pending-after = 2s
              parameters {
                type = object, properties { day { type = string }, time { type = string } }, required = [day, time]
              }
            }
          }
        }
        """.formatted(Receptionist.DESTINATION, port, port);
  }

  /** The parts, before they are a pipeline. */
  private static final class Building {
    private final Scene scene = Scene.told();
    private final Receptionist.Troubles troubles =
        new Receptionist.Troubles(new Faults(), new Faults(), new Faults());
    private final Violations breaches = new Violations();
    private final Voices voices = new Voices();
    private final Bill bill = new Bill();
    private final ToolServer tools = new ToolServer(breaches);
    private final List<LoopbackServer> servers = new ArrayList<>();

    int serve(String name, LoopbackServer.Service service) throws IOException {
      LoopbackServer server = LoopbackServer.start(name, service);
      servers.add(server);
      return server.port();
    }

    /** What the engine has spoken before anybody calls, to keep it in memory, is in no call's cost. */
    void keeps(String characters) {
      bill.served(characters, -Receptionist.APOLOGY.length());
      bill.served(characters, -Receptionist.GOODBYE.length());
      Receptionist.FILLERS.forEach(filler -> bill.served(characters, -filler.length()));
    }

    AgentPipeline built(String name, String providers) throws IOException {
      String settings = """
          talkspurt.profiles.%s {
            language = en
            greeting { say = "%s" }
            apology = "%s"
            goodbye = "%s"
          %s
              fallback {
                kind = scripted
                topics = [{ name = operator, phrases = ["operator"], say = "I am connecting you.", then = "transfer queues,operator,1" }]
                not-understood = ["My assistant is out. Please ask me again."]
                on-silence = ["Are you still there?"]
                on-unknown-digits = "There is nothing behind that key."
                on-transfer-failed = "Nobody is free there."
              }
            }
            filler { after = 1200ms, say = ["%s", "%s"] }
          %s
          }
          """;
      int port = serve("tools", tools);
      return new AgentPipeline(
          name,
          settings.formatted(
              name,
              Receptionist.GREETING,
              Receptionist.APOLOGY,
              Receptionist.GOODBYE,
              providers.stripTrailing(),
              Receptionist.FILLERS.get(0),
              Receptionist.FILLERS.get(1),
              tools(port)),
          scene,
          troubles,
          breaches,
          voices,
          tools,
          bill,
          servers);
    }
  }
}
