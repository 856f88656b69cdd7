package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.pattern.Patterns;
import akka.stream.javadsl.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.CallScene;
import talkspurt.fake.EnglishWords;
import talkspurt.fake.FakePhone;
import talkspurt.fake.ProfilesOf;
import talkspurt.language.Wording;
import talkspurt.media.profile.Filler;
import talkspurt.media.profile.Languages;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Voice;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder;
import talkspurt.provider.Synthesizer;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Tools;

/**
 * A conversation in each of six languages, by {@code lang} of the call start alone: nothing that is said, listed for the
 * recogniser or told to an agent is English.
 */
class SixLanguagesScenarioTest {

  private static final String PROFILE = """
      talkspurt.profiles.reception {
        language = en
        greeting.say {
          en = "Hello, this is Acme.", de = "Guten Tag, hier ist Acme.", fr = "Bonjour, ici Acme."
          es = "Buenos días, aquí Acme.", tr = "Merhaba, burası Acme.", ja = "アクメでございます。"
        }
        transcriber { kind = vosk }
        synthesizer { kind = command, voice = en-us, voices { de = de, fr = fr-fr, es = es, tr = tr, ja = ja } }
        filler.after = 1500ms
        tools {
          end-call = true, transfers { a = "b,c,1" }
          http.book {
            description = "…", url = "http://127.0.0.1:1"
            parameters { type = object, required = [day], properties { day { type = string } } }
          }
        }
        collect.code {
          secret = false, min = 4, max = 4, tries = 1
          say {
            en = "Your code?", de = "Ihr Code?", fr = "Votre code ?", es = "¿Su código?", tr = "Kodunuz?"
            ja = "番号をどうぞ。"
          }
        }
        responder { kind = scripted, topics = [
          { name = hours, phrases = ["opening hours"], digits = "1", say = "From nine to five.", then = listen }
        ] }
        by-language {
          de.responder { kind = scripted, topics = [
            { name = hours, phrases = ["öffnungszeiten"], say = "Von neun bis fünf.", then = listen } ] }
          fr.responder { kind = scripted, topics = [
            { name = hours, phrases = ["horaires"], say = "De neuf à cinq heures.", then = listen } ] }
          es.responder { kind = scripted, topics = [
            { name = hours, phrases = ["horario"], say = "De nueve a cinco.", then = listen } ] }
          tr.responder { kind = scripted, topics = [
            { name = hours, phrases = ["çalışma saatleri"], say = "Dokuzdan beşe kadar.", then = listen } ] }
          ja.responder { kind = scripted, topics = [
            { name = hours, phrases = ["営業時間"], say = "九時から五時までです。", then = listen } ] }
        }
      }
      """;

  /** Each is refused, but the last: there the caller is asked. */
  private static final Map<String, String> TRIES = new LinkedHashMap<>();

  static {
    TRIES.put("book", "{\"guests\":3}");
    TRIES.put("transfer_call", "{\"destination\":\"b\"}");
    TRIES.put("end_call", "{\"summary\":5}");
    TRIES.put("handoff", "{\"to\":\"b\"}");
    TRIES.put("nosuch", "{}");
    TRIES.put("collect", "{\"name\":\"code\"}");
  }

  private static final Pattern DESCRIPTION = Pattern.compile("\"description\":\"([^\"]*)\"");

  private static ActorTestKit kit;

  @TempDir
  Path dir;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("languages");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | opening hours please | From nine to five. | xyz",
        "de | Die Öffnungszeiten | Von neun bis fünf. | blub",
        "fr | Vos horaires | De neuf à cinq heures. | truc",
        "es | El horario | De nueve a cinco. | cosa",
        "tr | Çalışma saatleri | Dokuzdan beşe kadar. | falan",
        "ja | 営業時間 | 九時から五時までです。 | ほげ"
      })
  void langAloneChangesAll(String tag, String question, String answer, String nonsense)
      throws IOException {
    try (CallScene scene = new CallScene()) {
      Profile read = ProfilesOf.text(kit.system(), dir, PROFILE).profiles().get("reception");
      List<Responder.Request> asked = new ArrayList<>();
      scene.profile(staged(read, scene, agent -> slow(agent, scene, asked))).announce(tag);
      Profile.Agent agent = (Profile.Agent) read.in(tag).pipeline();
      FakePhone phone = scene.dial();
      phone.passUntilHears(greeting(agent));
      phone.passUntilQuiet();
      says(phone, question);
      phone.passUntilHears(answer);
      phone.passUntilQuiet();
      says(phone, nonsense);
      phone.passUntil(
          "is asked again", () -> asked.size() == 2 && phone.hearsNow().isPresent());
      phone.passUntilQuiet();
      phone.press('7');
      phone.passUntil("is told", () -> asked.size() == 3 && phone.hearsNow().isPresent());
      phone.passUntilQuiet();
      phone.passUntil(
          "is asked for", () -> asked.size() == 4 && phone.hearsNow().isPresent());
      phone.passUntilQuiet();
      says(phone, "slow");
      phone.passUntilHears(agent.filler().words().get(0));
      phone.passUntil(
          "is sorry", () -> phone.hearsNow().filter(apology(agent)::equals).isPresent());
      phone.passUntilQuiet();
      everythingIs(tag, scene, asked);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "es", "tr", "ja"})
  void whatToolsAreForAndTellIsInItToo(String tag) throws IOException {
    try (CallScene scene = new CallScene()) {
      Profile read = ProfilesOf.text(kit.system(), dir, PROFILE).profiles().get("reception");
      List<Responder.Request> asked = new ArrayList<>();
      List<String> told = Collections.synchronizedList(new ArrayList<>());
      scene.profile(staged(read, scene, agent -> tries(agent, asked, told))).announce(tag);
      FakePhone phone = scene.dial();
      phone.passUntilHears(greeting((Profile.Agent) read.in(tag).pipeline()));
      phone.passUntilQuiet();
      says(phone, "tools");
      phone.passUntil("goes on", () -> asked.size() == 2);
      assertThat(told).hasSizeGreaterThan(TRIES.size() + 2);
      EnglishWords.noneIn(tag, told);
      assertThat(asked.get(1).used()).singleElement().satisfies(use -> {
        assertThat(use.name()).isEqualTo("collect");
        EnglishWords.noneIn(tag, use.outcome().orElseThrow().replace("\"collected\"", ""));
      });
    }
  }

  private static void everythingIs(String tag, CallScene scene, List<Responder.Request> asked) {
    assertThat(scene.transcriber().opened()).singleElement().satisfies(request -> {
      assertThat(request.language()).isEqualTo(tag);
      EnglishWords.noneIn(tag, request.phrases());
    });
    for (Synthesizer.Request spoken : scene.synthesizer().requests()) {
      assertThat(spoken.language()).isEqualTo(tag);
      EnglishWords.noneIn(tag, spoken.text().replace("slow", ""));
    }
    assertThat(scene.synthesizer().requests()).hasSizeGreaterThan(6);
    for (Responder.Request request : asked) {
      assertThat(request.language()).isEqualTo(tag);
      EnglishWords.noneIn(tag, request.variables().values());
      EnglishWords.noneIn(tag, withoutNames(request.speech().wording()));
    }
    assertThat(scene.door().refused()).isEmpty();
  }

  private static List<String> withoutNames(Wording words) {
    return words.texts().values().stream()
        .map(text -> text.replaceAll("\\{[^}]*}", ""))
        .toList();
  }

  private static void says(FakePhone phone, String words) {
    phone.caller().says(words, 800);
  }

  private static String greeting(Profile.Agent agent) {
    return ((Prompt.Say) agent.greeting()).words();
  }

  private static String apology(Profile.Agent agent) {
    return ((Prompt.Say) agent.apology()).words();
  }

  /** The profile as it was read, in each language, but that is heard and spoken by stand-ins. */
  private static Profile staged(Profile read, CallScene scene, UnaryOperator<Responder> plays) {
    Profile.Agent agent = (Profile.Agent) read.pipeline();
    Profile.Agent acted = new Profile.Agent(
        agent.greeting(),
        agent.apology(),
        agent.goodbye(),
        scene.transcriber(),
        agent.phrases(),
        plays.apply(agent.responder()),
        false,
        new Voice(scene.synthesizer(), ""),
        1,
        agent.tools(),
        new Filler(agent.filler().after(), agent.filler().words(), 1),
        Optional.empty());
    return read.with(read.turns(), acted)
        .speaking(
            read.speech(),
            new Languages(
                read.languages().spoken(),
                false,
                tag -> Optional.of(staged(read.in(tag), scene, plays))),
            read.missing());
  }

  private static Responder slow(Responder agent, CallScene scene, List<Responder.Request> asked) {
    return new Responder() {
      @Override
      public Source<Part, NotUsed> respond(Request request, Tools tools) {
        asked.add(request);
        if (request.cue() instanceof Cue.Words said && said.words().equals("slow")) {
          ProviderFailure failure =
              new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "agent", "away");
          return Source.completionStage(Patterns.after(
              Duration.ofMillis(2500),
              scene.world().system().classicSystem(),
              () -> CompletableFuture.completedFuture(new Part.Failed(failure))));
        }
        return agent.respond(request, tools);
      }
    };
  }

  /** An agent that tries its tools where the caller says so. */
  private static Responder tries(
      Responder agent, List<Responder.Request> asked, List<String> told) {
    return new Responder() {
      @Override
      public Source<Part, NotUsed> respond(Request request, Tools tools) {
        asked.add(request);
        if (!(request.cue() instanceof Cue.Words said && said.words().equals("tools"))) {
          return agent.respond(request, tools);
        }
        for (ToolSpec tool : tools.offered()) {
          told.add(tool.description());
          DESCRIPTION.matcher(tool.parameters()).results().forEach(one -> told.add(one.group(1)));
        }
        return Source.from(TRIES.entrySet())
            .mapAsync(1, one -> tools.use(one.getKey(), one.getValue()))
            .mapConcat(result -> {
              told.add(result.told(request.speech().wording()));
              return List.of();
            });
      }
    };
  }
}
