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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.ProfilesOf;
import talkspurt.media.profile.Filler;
import talkspurt.media.profile.Languages;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.media.profile.Voice;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Responder;
import talkspurt.provider.Synthesizer;
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

  /** Words that are English and none of the other five. */
  private static final Pattern ENGLISH = Pattern.compile(
      "(?i)\\b(the|this|that|these|you|your|is|are|not|please|sorry|hello|goodbye|thank|thanks|caller|call|pressed|said|"
          + "something|could|understood|silent|answer|opening|hours|closed|nothing|behind|key|still|there|again|from|"
          + "nine|five|moment please|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|november|"
          + "morning|afternoon|evening|night|tool|words|with|language|speak|english)\\b");

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
      scene.profile(staged(read, scene, asked)).announce(tag);
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

  private static void everythingIs(String tag, CallScene scene, List<Responder.Request> asked) {
    assertThat(scene.transcriber().opened()).singleElement().satisfies(request -> {
      assertThat(request.language()).isEqualTo(tag);
      isIn(tag, request.phrases());
    });
    for (Synthesizer.Request spoken : scene.synthesizer().requests()) {
      assertThat(spoken.language()).isEqualTo(tag);
      isIn(tag, List.of(spoken.text()));
    }
    assertThat(scene.synthesizer().requests()).hasSizeGreaterThan(6);
    for (Responder.Request request : asked) {
      assertThat(request.language()).isEqualTo(tag);
      isIn(tag, request.variables().values());
      isIn(tag, request.speech().wording().texts().values());
    }
    assertThat(scene.door().refused()).isEmpty();
  }

  private static void isIn(String tag, Iterable<String> texts) {
    for (String written : texts) {
      String text = written.replaceAll("\\{[^}]*}", "");
      assertThat(ENGLISH.matcher(text.replace("slow", "")).find())
          .as("%s: %s", tag, text)
          .isEqualTo(tag.equals("en") && ENGLISH.matcher(text).find());
    }
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
  private static Profile staged(Profile read, CallScene scene, List<Responder.Request> asked) {
    Profile.Agent agent = (Profile.Agent) read.pipeline();
    Responder slow = slow(agent.responder(), scene, asked);
    Profile.Agent acted = new Profile.Agent(
        agent.greeting(),
        agent.apology(),
        agent.goodbye(),
        scene.transcriber(),
        agent.phrases(),
        slow,
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
                tag -> Optional.of(staged(read.in(tag), scene, asked))),
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
}
