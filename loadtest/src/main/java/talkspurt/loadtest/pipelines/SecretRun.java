package talkspurt.loadtest.pipelines;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import talkspurt.loadtest.standin.Brain;
import talkspurt.loadtest.standin.ChatServer;
import talkspurt.loadtest.standin.DeepgramListen;
import talkspurt.loadtest.standin.ElevenLabs;
import talkspurt.loadtest.standin.Faults;
import talkspurt.loadtest.standin.LoopbackServer;
import talkspurt.loadtest.standin.PayServer;
import talkspurt.loadtest.standin.Piper;
import talkspurt.loadtest.standin.RealtimeServer;
import talkspurt.loadtest.standin.Received;
import talkspurt.loadtest.standin.Scene;
import talkspurt.loadtest.standin.Violations;
import talkspurt.loadtest.standin.Voices;
import talkspurt.loadtest.standin.VoskServer;
import talkspurt.loadtest.standin.WebhookAgent;

/**
 * A card's number, keyed and spoken, in a call on each pipeline: afterwards it is in the requests to its tool, and nowhere
 * else, whether in files of the engine (recordings and their traces among them), its log and API, or in what stand-ins were
 * sent.
 */
final class SecretRun {
  private static final String CARD = "4539578763621486";
  private static final String SPOKEN =
      "four five three nine five seven eight seven six three six two one four eight six";
  private static final String QUESTION = "Your card number, please.";
  private static final String MASK = "•••• (card)";
  private static final String DONE = "It is done.";
  private static final int DIGITS_IN_A_ROW = 8;
  private static final int PATIENCE_S = 40;
  private static final int KEY_EVERY_MS = 120;

  private static final String SHARED = """
      cashier {
        language = en
        apology = "Something went wrong."
        recording { mode = on }
        collect.card {
          min = 13, max = 19, check = luhn, say = "%s", tool = pay, argument = number
        }
        tools.http.pay {
          description = "Pays.", url = "http://127.0.0.1:%d/pay"
          parameters {
            type = object, required = [number]
            properties { number { type = string, pattern = "^[0-9]{13,19}$" } }
          }
        }
      }
      # what is encrypted could not be looked through
      talkspurt.privacy.journal = plain
      """;

  private final Path jar;
  private final Path say;
  private final Path out;
  private final Checks checks;
  private final Scene scene = Scene.told();
  private final Violations breaches = new Violations();
  private final Voices voices = new Voices();
  private final PayServer tool = new PayServer();
  private final Map<String, Received> received = new LinkedHashMap<>();
  private final List<LoopbackServer> servers = new ArrayList<>();

  SecretRun(Path jar, Path say, Path out, Checks checks) {
    this.jar = jar;
    this.say = say;
    this.out = out;
    this.checks = checks;
  }

  private int serve(String name, LoopbackServer.Service service) throws IOException {
    Received all = new Received(service);
    received.put(name, all);
    LoopbackServer server = LoopbackServer.start(name, all);
    servers.add(server);
    return server.port();
  }

  private static Brain brain() {
    Map<String, Object> card = Map.of("name", "card");
    Map<String, Object> number = Map.of("number", "[card]");
    return new Brain()
        .says("Greet the caller", "Hello.")
        .uses("pay please", "Of course.", "collect", card)
        .told("pay please", "at", "")
        .told("card", "paid", DONE)
        .uses("card", "", "pay", number)
        .uses("card", "card", "", "pay", number);
  }

  void run() throws IOException, InterruptedException {
    forget(out.resolve("data"));
    try {
      String settings = settings();
      List<String> texts = new ArrayList<>();
      try (Engine engine =
          Engine.start(jar, out, settings, Secrets.environment(), List.of("-Xmx1g"))) {
        call(engine, texts, "script", "opening hours", true);
        for (String profile : List.of("chat", "hook", "bot")) {
          call(engine, texts, profile, "pay please", true);
          call(engine, texts, profile, "pay please", false);
        }
        texts.add(engine.metrics());
      }
      texts.add(Files.readString(out.resolve("engine.log")));
      checks.that(
          tool.asked().stream().filter(body -> body.contains(CARD)).count() == 7,
          "its tool was given the number in seven calls: " + tool.asked().size() + " requests");
      checks.that(
          texts.stream().anyMatch(text -> text.contains(MASK)),
          "what was entered shows as " + MASK);
      for (String text : texts) nowhere("log, API and figures", text);
      for (Map.Entry<String, Received> one : received.entrySet())
        nowhere(
            "what " + one.getKey() + " was sent",
            String.join("\n", one.getValue().texts()));
      files();
      checks.that(breaches.seen().isEmpty(), "no protocol was broken " + breaches.seen());
    } finally {
      for (LoopbackServer server : servers) server.close();
    }
  }

  private String settings() throws IOException {
    LoopbackServer pay = LoopbackServer.start("pay", tool);
    servers.add(pay);
    Faults none = new Faults();
    int vosk = serve("vosk", new VoskServer(scene, none, breaches));
    int piper = serve("piper", new Piper(voices, none, breaches));
    int hook = serve("hook", new WebhookAgent(brain(), none, breaches, Secrets.WEBHOOK));
    int deepgram = serve("deepgram", new DeepgramListen(scene, none, breaches, Secrets.DEEPGRAM));
    int chat = serve("chat", new ChatServer(brain(), none, breaches, Secrets.OPENAI));
    int eleven = serve("elevenlabs", new ElevenLabs(voices, none, breaches, Secrets.ELEVENLABS));
    int realtime = serve(
        "realtime", new RealtimeServer(brain(), voices, scene, none, breaches, Secrets.OPENAI));
    return SHARED.formatted(QUESTION, pay.port())
        + """
        talkspurt.profiles {
          script = ${cashier} {
            greeting.say = "Hello."
            transcriber { kind = embedded }
            synthesizer { kind = embedded, voice = kevin16 }
            responder {
              kind = scripted
              topics = [ { name = pay, phrases = ["opening hours"], say = "Of course.", then = collect card } ]
              on-collected.card { say = "%s", failed = "That did not work.", then = listen }
            }
          }
          chat = ${cashier} {
            greeting.say = "Hello."
            transcriber { kind = deepgram, url = "ws://127.0.0.1:%d/v1/listen", api-key-env = DEEPGRAM_API_KEY }
            synthesizer { kind = elevenlabs, url = "http://127.0.0.1:%d" }
            responder {
              kind = openai-chat, base-url = "http://127.0.0.1:%d/v1", api-key-env = OPENAI_API_KEY
              model = stand-in, prompt = "You take payments."
            }
          }
          hook = ${cashier} {
            greeting.say = "Hello."
            transcriber { kind = vosk, url = "ws://127.0.0.1:%d" }
            synthesizer { kind = piper, url = "http://127.0.0.1:%d" }
            responder { kind = webhook, url = "http://127.0.0.1:%d/turn", token-env = WEBHOOK_TOKEN }
          }
          bot = ${cashier} {
            transcriber { kind = vosk, url = "ws://127.0.0.1:%d" }
            synthesizer { kind = piper, url = "http://127.0.0.1:%d" }
            bot {
              kind = openai-realtime, url = "ws://127.0.0.1:%d/v1/realtime", api-key-env = OPENAI_API_KEY
              model = stand-in, instructions = "You take payments.", greeting = "Greet the caller."
            }
          }
        }
        """.formatted(DONE, deepgram, eleven, chat, vosk, piper, hook, vosk, piper, realtime);
  }

  // ---- the calls

  private void call(Engine engine, List<String> texts, String profile, String wish, boolean keyed)
      throws IOException, InterruptedException {
    String name = profile + (keyed ? ", keyed" : ", spoken");
    int before = tool.asked().size();
    try (ScriptedCall call = new ScriptedCall(engine, profile, scene)) {
      call.ask(Clip.of(say, "hours", wish));
      boolean asked = await(() -> engine.story(call.id()).toString().contains(QUESTION));
      if (keyed) {
        for (char key : (CARD + "#").toCharArray()) {
          call.phone().press(key);
          Thread.sleep(KEY_EVERY_MS);
        }
      } else {
        call.ask(Clip.of(say, "card", SPOKEN));
      }
      boolean paid = await(() -> tool.asked().size() > before);
      boolean told = await(() -> engine.story(call.id()).toString().contains(DONE));
      String story = engine.story(call.id()).toString();
      checks.that(asked && paid && told, name + ": the number was asked for and its tool used");
      if (!told) Files.writeString(out.resolve(name + ".json"), story);
      texts.add(story);
    }
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static boolean await(Condition condition) throws IOException, InterruptedException {
    for (int tries = 0; tries < PATIENCE_S * 5; tries++) {
      if (condition.holds()) return true;
      Thread.sleep(200);
    }
    return false;
  }

  // ---- where it could be found

  /** What other runs have left says nothing of this one. */
  private static void forget(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
    }
  }

  private void files() throws IOException {
    int looked = 0;
    boolean traced = false;
    boolean kept = false;
    try (Stream<Path> files = Files.walk(out.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        boolean packed = bytes.length > 2 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b;
        String text = new String(packed ? unpacked(bytes) : bytes, ISO_8859_1);
        traced |= packed;
        kept |= text.contains(QUESTION);
        nowhere("file " + file.getFileName(), text);
        looked++;
      }
    }
    checks.that(
        looked > 8 && traced && kept,
        looked + " files were looked through, traces and the readable journal among them");
  }

  private static byte[] unpacked(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  /** Neither eight digits of it in a row, however they are grouped, nor its last words. */
  private void nowhere(String where, String text) {
    String plain = text.replaceAll("[ .,_-]", "");
    for (int from = 0; from + DIGITS_IN_A_ROW <= CARD.length(); from++)
      if (plain.contains(CARD.substring(from, from + DIGITS_IN_A_ROW))) {
        checks.that(false, "not in " + where);
        return;
      }
    checks.that(!text.contains("six two one four"), "not in " + where);
  }
}
