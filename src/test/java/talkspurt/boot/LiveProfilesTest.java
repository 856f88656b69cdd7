package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.boot.config.ProfileReader;
import talkspurt.boot.config.ProviderStore;
import talkspurt.call.CallPlan;
import talkspurt.call.CallSamples;
import talkspurt.fake.ProfilesOf;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.ProfileSource.Lease;

/** Who keeps what of profiles that are replaced, by a clock that is moved. */
class LiveProfilesTest {

  private static final String OWN = """
      talkspurt.default-profile = own
      talkspurt.profiles.own {
        language = en, greeting { say = "%s" }, apology = "Sorry."
        transcriber { kind = embedded }, synthesizer { kind = command, voice = "%s" }
        responder { kind = openai-chat, model = m, prompt = "%s", base-url = "http://127.0.0.1:1/v1" }
      }
      """;

  private static ActorTestKit kit;

  @TempDir
  Path dir;

  private final ProviderStore store = new ProviderStore();
  private Instant now = Instant.parse("2026-11-30T10:00:00Z");

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("live");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  private ProfileReader read(String greeting, String voice, String prompt) throws IOException {
    return ProfilesOf.text(
        kit.system(), dir, OWN.formatted(greeting, voice, prompt), store.reading(), Map.of());
  }

  private static Profile.Agent agent(Profile profile) {
    return (Profile.Agent) profile.pipeline();
  }

  @Test
  void aCallKeepsWhatItBeganWithAndProvidersGoWithTheLastCall() throws IOException {
    LiveProfiles live =
        new LiveProfiles(read("Hi.", "en-us", "p"), store, () -> now, Duration.ofSeconds(60));
    int inForce = store.size();
    String first = live.standard().version();
    Lease call = live.lease("own", first);
    assertThat(call.profile()).isSameAs(live.standard());

    live.replace(read("Hi.", "en-gb", "p"));
    assertThat(live.standard().version()).isNotEqualTo(first);
    assertThat(live.lease("own", live.standard().version()).profile()).isSameAs(live.standard());
    assertThat(live.get("own", first)).as("announced before").isSameAs(call.profile());
    assertThat(agent(live.standard()).responder())
        .isSameAs(agent(call.profile()).responder());
    assertThat(agent(live.standard()).transcriber())
        .isSameAs(agent(call.profile()).transcriber());
    assertThat(agent(live.standard()).voice())
        .isNotEqualTo(agent(call.profile()).voice());
    assertThat(live.usersOfReplaced()).isEqualTo(1);

    now = now.plusSeconds(61);
    live.forget();
    assertThat(live.readings()).as("a call is on it").isEqualTo(2);
    assertThat(store.size()).isGreaterThan(inForce);
    call.release();
    call.release();
    assertThat(live.readings()).isEqualTo(1);
    assertThat(live.usersOfReplaced()).isZero();
    assertThat(store.size()).isEqualTo(inForce);
    assertThat(live.get("own", first)).isSameAs(live.standard());
    assertThat(live.get("gone", "")).isSameAs(live.standard());
  }

  @Test
  void whoIsAnnouncedFindsTheVersionForAsLongAsCallsAreExpected() throws IOException {
    LiveProfiles live =
        new LiveProfiles(read("Hi.", "en-us", "p"), store, () -> now, Duration.ofSeconds(60));
    Profile before = live.standard();
    live.replace(read("Hello.", "en-us", "p"));
    now = now.plusSeconds(60);
    live.forget();
    assertThat(live.get("own", before.version())).isSameAs(before);
    now = now.plusSeconds(1);
    live.forget();
    assertThat(live.get("own", before.version())).isSameAs(live.standard());
  }

  @Test
  void theSameAgainIsTheSameAndLeavesNothing() throws IOException {
    LiveProfiles live =
        new LiveProfiles(read("Hi.", "en-us", "p"), store, () -> now, Duration.ofSeconds(60));
    int inForce = store.size();
    for (int time = 0; time < 20; time++) {
      ProfileReader again = read("Hi.", "en-us", "p" + time);
      assertThat(again.providers().sameAs(live.providers())).isFalse();
      live.replace(again);
      now = now.plusSeconds(61);
      live.forget();
      assertThat(store.size()).isEqualTo(inForce);
      assertThat(live.readings()).isEqualTo(1);
      assertThat(read("Hi.", "en-us", "p" + time).providers().sameAs(live.providers()))
          .isTrue();
    }
  }

  @Test
  void wordsOfACallAreRedactedByTheVersionThatItBeganWith() throws IOException {
    String redacted = OWN + "talkspurt.profiles.own.privacy.transcript = redacted";
    ProfileReader careful = ProfilesOf.text(
        kit.system(), dir, redacted.formatted("Hi.", "en-us", "p"), store.reading(), Map.of());
    LiveProfiles live = new LiveProfiles(careful, store, () -> now, Duration.ofSeconds(60));
    CallPlan plan = CallSamples.plan("1", "2", "own").version(live.standard().version());
    assertThat(live.redaction(plan).orElseThrow().redacted("my name is Ann, 4711 5", ""))
        .isEqualTo("my name is [name], [number]");
    live.replace(read("Hi.", "en-us", "p"));
    assertThat(live.redaction(plan)).isPresent();
    assertThat(live.redaction(plan.version(live.standard().version()))).isEmpty();
    assertThat(live.wordless("own")).isFalse();
  }
}
