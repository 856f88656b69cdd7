package talkspurt.loadtest.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import talkspurt.loadtest.standin.Brain;
import talkspurt.loadtest.standin.ChatServer;
import talkspurt.loadtest.standin.Faults;
import talkspurt.loadtest.standin.LoopbackServer;
import talkspurt.loadtest.standin.Received;
import talkspurt.loadtest.standin.Scene;
import talkspurt.loadtest.standin.Violations;
import talkspurt.loadtest.standin.VoskServer;

/**
 * Calls in six languages, spoken by espeak-ng, which has to be installed: by {@code lang} of the call start alone. The
 * caller asks something, presses a key that nothing is behind, and keeps silent; a script answers, and a model that is a
 * stand-in. Nothing that is spoken, and nothing that the model is sent, is to be English.
 */
final class LanguagesRun {

  /** Words that are English and none of the other five. */
  private static final Pattern ENGLISH = Pattern.compile(
      "(?i)\\b(the|this|that|you|your|is|are|not|please|sorry|hello|goodbye|thank|caller|call|pressed|said|"
          + "something|could|understood|silent|answer|nothing|behind|key|still|there|again|from|monday|tuesday|"
          + "wednesday|thursday|friday|saturday|sunday|morning|afternoon|evening|night|words|with|language|speak|"
          + "english|have|must|wrong|allowed|asked)\\b");

  private static final Pattern SPOKEN_TEXT =
      Pattern.compile("\"(?:content|description)\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final String SCRIPT = """
      #!/bin/sh
      tee -a "%s/spoken-$1.txt" | espeak-ng --stdin --stdout -v "$1"
      """;

  private static final double AUDIBLE_DBFS = -40;

  private final Path jar;
  private final Path say;
  private final Path out;
  private final Checks checks;
  private final Scene scene = Scene.told();
  private final Violations breaches = new Violations();
  private final Map<String, Received> models = new LinkedHashMap<>();

  LanguagesRun(Path jar, Path say, Path out, Checks checks) {
    this.jar = jar;
    this.say = say;
    this.out = out;
    this.checks = checks;
  }

  void run() throws IOException, InterruptedException {
    for (Tongue tongue : Tongue.ALL) Files.deleteIfExists(spoken(tongue));
    Path script = Files.writeString(out.resolve("speak.sh"), SCRIPT.formatted(out));
    List<LoopbackServer> servers = new ArrayList<>();
    servers.add(LoopbackServer.start("vosk", new VoskServer(scene, new Faults(), breaches)));
    for (Tongue tongue : Tongue.ALL) {
      Brain brain = new Brain().says(tongue.phrase(), tongue.answer()).says("", tongue.greeting());
      Received model = new Received(new ChatServer(brain, new Faults(), breaches, Secrets.OPENAI));
      models.put(tongue.tag(), model);
      servers.add(LoopbackServer.start("model-" + tongue.tag(), model));
    }
    String settings = profile("script", script, servers, tongue -> scripted(tongue))
        + profile("model", script, servers, tongue -> asked(tongue, servers));
    try (Engine engine =
        Engine.start(jar, out, settings, Secrets.environment(), List.of("-Xmx1g"))) {
      for (Tongue tongue : Tongue.ALL) {
        call(engine, "script", tongue);
        call(engine, "model", tongue);
        judge(tongue);
      }
      List<String> errors = engine.errors();
      checks.that(errors.isEmpty(), "the engine's log has no error " + errors);
      checks.that(breaches.seen().isEmpty(), "no protocol was broken " + breaches.seen());
    } finally {
      for (LoopbackServer server : servers) server.close();
    }
  }

  private Path spoken(Tongue tongue) {
    return out.resolve("spoken-" + tongue.voice() + ".txt");
  }

  // ---- the engine

  private interface Agent {
    String of(Tongue tongue);
  }

  private static String profile(
      String name, Path script, List<LoopbackServer> servers, Agent agent) {
    Tongue english = Tongue.ALL.get(0);
    List<Tongue> others = Tongue.ALL.subList(1, Tongue.ALL.size());
    return """
        talkspurt.profiles.%s {
          language = en
          greeting.say { %s }
          transcriber { kind = vosk, url = "ws://127.0.0.1:%d" }
          synthesizer {
            kind = command, program = ["/bin/sh", "%s", "{voice}"], voice = %s, voices { %s }
          }
          turn { reprompt-after = 3s }
          %s
          by-language { %s }
        }
        """.formatted(
            name,
            joined(Tongue.ALL, tongue -> tongue.tag() + " = \"" + tongue.greeting() + "\""),
            servers.get(0).port(),
            script,
            english.voice(),
            joined(others, tongue -> tongue.tag() + " = " + tongue.voice()),
            agent.of(english),
            joined(others, tongue -> tongue.tag() + "." + agent.of(tongue).strip()));
  }

  private static String joined(List<Tongue> some, Agent text) {
    return some.stream().map(text::of).collect(Collectors.joining("\n"));
  }

  private static String scripted(Tongue tongue) {
    return """
        responder { kind = scripted, topics = [
          { name = hours, phrases = ["%s"], say = "%s", then = listen } ] }
        """.formatted(tongue.phrase(), tongue.answer());
  }

  private static String asked(Tongue tongue, List<LoopbackServer> servers) {
    return """
        responder { kind = openai-chat, base-url = "http://127.0.0.1:%d/v1", model = stand-in, prompt = "%s"
          api-key-env = OPENAI_API_KEY }
        """.formatted(servers.get(1 + Tongue.ALL.indexOf(tongue)).port(), tongue.greeting());
  }

  // ---- the calls

  private void call(Engine engine, String profile, Tongue tongue)
      throws IOException, InterruptedException {
    String name = profile + ", " + tongue.tag();
    Clip clip = Clip.of(say, "hours", tongue.question());
    try (ScriptedCall call = new ScriptedCall(engine, profile + "&lang=" + tongue.tag(), scene)) {
      call.ask(clip);
      call.press('7');
      call.awaitNews();
      call.awaitTurn();
      JsonNode story = engine.story(call.id());
      List<String> said = new ArrayList<>();
      for (JsonNode line : story.path("transcript"))
        if (line.path("speaker").asText().equals("bot"))
          said.add(line.path("words").asText());
      checks.that(said.size() >= 4, name + ": the bot spoke four times " + said);
      checks.that(
          said.contains(tongue.greeting()) && said.contains(tongue.answer()),
          name + ": it greeted and answered");
      checks.that(isForeign(tongue, said), name + ": not in English " + said);
      double level = talkspurt.loadtest.Sound.dbfs(call.phone().heard());
      checks.that(level > AUDIBLE_DBFS, name + ": heard at " + Math.round(level) + " dBFS");
    }
  }

  private void judge(Tongue tongue) throws IOException {
    List<String> spoken = Files.readAllLines(spoken(tongue));
    checks.that(
        spoken.size() >= 6 && isForeign(tongue, spoken),
        tongue.tag() + ": espeak-ng was given " + spoken.size()
            + " texts, none of another language");
    List<String> sent = models.get(tongue.tag()).bodies().stream()
        .flatMap(body -> SPOKEN_TEXT.matcher(body).results().map(found -> found.group(1)))
        .distinct()
        .toList();
    checks.that(
        sent.size() >= 4 && isForeign(tongue, sent),
        tongue.tag() + ": nothing English was sent to the model " + sent);
  }

  private static boolean isForeign(Tongue tongue, List<String> texts) {
    Stream<String> all = tongue.tag().equals("en") ? Stream.of() : texts.stream();
    return all.noneMatch(text -> ENGLISH.matcher(text).find());
  }
}
