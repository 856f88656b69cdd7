package talkspurt.loadtest.pipelines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import talkspurt.loadtest.standin.Bill;
import talkspurt.loadtest.standin.Fault;
import talkspurt.loadtest.standin.Faults;
import talkspurt.loadtest.standin.LoopbackServer;
import talkspurt.loadtest.standin.RealtimeServer;
import talkspurt.loadtest.standin.Scene;
import talkspurt.loadtest.standin.ToolServer;
import talkspurt.loadtest.standin.Violations;
import talkspurt.loadtest.standin.Voices;

/** A bot of OpenAI's Realtime API, which hears and speaks for itself. */
final class RealtimePipeline implements Pipeline {
  private static final String NAME = "realtime";
  private static final int INTO_A_REPLY_MS = 1300;

  private final Scene scene = Scene.told();
  private final Faults faults = new Faults();
  private final Violations breaches = new Violations();
  private final Voices voices = new Voices();
  private final Bill bill = new Bill();
  private final ToolServer tools = new ToolServer(breaches);
  private final List<LoopbackServer> servers = new ArrayList<>();

  RealtimePipeline() throws IOException {
    servers.add(LoopbackServer.start(
        "realtime",
        new RealtimeServer(
                Receptionist.brain().says("Greet the caller", Receptionist.GREETING),
                voices,
                scene,
                faults,
                breaches,
                Secrets.OPENAI)
            .billing(bill)));
    servers.add(LoopbackServer.start("tools", tools));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String settings() {
    return """
        talkspurt.profiles.realtime {
          language = en
          apology = "I am sorry that went wrong."
          synthesizer { kind = embedded, voice = kevin16 }
          bot {
            kind = openai-realtime, url = "ws://127.0.0.1:%d/v1/realtime", api-key-env = OPENAI_API_KEY
            model = stand-in, instructions = "You are a receptionist.", greeting = "Greet the caller.", audio = pcmu
            transcription-price.per-minute = 0.5
            price {
              per-million-input-tokens = 4, per-million-audio-input-tokens = 32, per-million-audio-output-tokens = 64
            }
          }
        %s
        }
        """.formatted(
            servers.get(0).port(), AgentPipeline.tools(servers.get(1).port()));
  }

  @Override
  public Bill bill() {
    return bill;
  }

  @Override
  public Map<String, Double> prices() {
    return Map.of(
        "realtime input tokens", 4e-6,
        "realtime audio input tokens", 32e-6,
        "realtime audio output tokens", 64e-6,
        "transcription minutes", 0.5);
  }

  @Override
  public Scene scene() {
    return scene;
  }

  @Override
  public void talk(ScriptedCall call, Path say) throws IOException, InterruptedException {
    call.ask(Clip.of(say, "hours", "what are your opening hours"));
    call.ask(Clip.of(say, "support", "technical support"));
    call.breakIn(INTO_A_REPLY_MS, Clip.of(say, "operator", "connect me to an operator"));
    call.murmur(INTO_A_REPLY_MS, Clip.of(say, "ok", "okay"));
    call.press('5');
    call.ask(Clip.of(say, "monday", "is monday free"));
    call.ask(Clip.of(say, "book", "book it please"));
    call.awaitTurn();
    faults.next(new Fault.DiesHalfWay());
    call.ask(Clip.of(say, "sales", "sales please"));
    call.ask(Clip.of(say, "price", "what does it cost"));
    call.ask(Clip.of(say, "parking", "do you have parking"));
    call.ask(Clip.of(say, "way", "how do i get there"));
    call.ask(Clip.of(say, "lunch", "are you open at lunch"));
    call.breakIn(INTO_A_REPLY_MS, Clip.of(say, "person", "a person please"));
    call.awaitEnd();
  }

  @Override
  public List<Reference> references(Engine engine) {
    return voices.spoken().stream().map(Reference::of).toList();
  }

  /** A key is told to a bot in words of its own, which are in the journal. */
  private static String asTheBotReadsIt(String said) {
    return said.length() == 1 ? "[The caller pressed " + said + ".]" : said;
  }

  @Override
  public void judge(Judge judge, Checks checks) {
    judge.saidByTheCaller((told, said) ->
        told.equals(said.stream().map(RealtimePipeline::asTheBotReadsIt).toList()));
    judge.interruptions(Receptionist.YIELDED, Receptionist.RESUMED);
    judge.tools(tools.done(), Receptionist.TOOLS);
    checks.that(faults.left() == 0, NAME + ": all that was to go wrong did");
    checks.that(
        breaches.seen().isEmpty(), NAME + ": the engine broke no protocol " + breaches.seen());
  }

  @Override
  public String destination() {
    return Receptionist.DESTINATION;
  }

  @Override
  public void close() throws IOException {
    for (LoopbackServer server : servers) server.close();
  }
}
