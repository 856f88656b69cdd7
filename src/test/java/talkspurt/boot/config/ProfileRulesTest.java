package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.CallPlan;
import talkspurt.call.SessionChange;
import talkspurt.fake.ProfilesOf;
import talkspurt.http.MidCallRules;
import talkspurt.media.profile.Hold;
import talkspurt.media.profile.MidCallOptions;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.turn.TurnSettings;

class ProfileRulesTest {

  private static final String AROUND = " language = en, apology = \"Sorry.\","
      + " greeting { say = \"Hello.\" }, transcriber { kind = embedded },"
      + " synthesizer { kind = embedded },";
  private static final String PROFILES = """
      talkspurt.default-profile = chat
      talkspurt.profiles {
        chat { %s
          tools { end-call = true }, turn { end-of-turn = 900ms }
          voices { other { voice = kevin16 } }
          hold { say = "Please hold.", every = 5s }
          responder { kind = openai-chat, base-url = "http://127.0.0.1:1/v1", model = m, prompt = "Be brief." }
        }
        hook { %s responder { kind = webhook, url = "http://127.0.0.1:1/turn" } }
        script { %s
          responder { kind = scripted
            topics = [{ name = hours, phrases = ["hours"], say = "At nine.", then = listen }]
            not-understood = ["Sorry?"], on-silence = ["Hello?"]
            on-unknown-digits = "No.", on-transfer-failed = "No."
          }
        }
        realtime { language = en, tools { end-call = true }
          bot { kind = openai-realtime, url = "ws://127.0.0.1:1/v1/realtime" } }
        voiced { language = en, apology = "Sorry.", synthesizer { kind = embedded }
          bot { kind = openai-realtime, url = "ws://127.0.0.1:1/v1/realtime" } }
        stream { language = en, bot { kind = media-stream, url = "ws://127.0.0.1:1/bot" } }
      }
      """.formatted(AROUND, AROUND, AROUND);

  @TempDir
  static Path dir;

  private static ActorTestKit kit;
  private static ProfileReader read;

  @BeforeAll
  static void begin() throws IOException {
    kit = ActorTestKit.create("rules", ConfigFactory.parseString("akka.loglevel = WARNING"));
    read = ProfilesOf.text(kit.system(), dir, PROFILES);
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  private static MidCallRules rules(String profile) {
    return read.directory().rules().get(profile);
  }

  private static SessionChange change(String field) {
    boolean turn = field.equals("turn");
    return new SessionChange(
        Optional.of("Be kind.").filter(any -> field.equals("instructions")),
        Optional.of("other").filter(any -> field.equals("voice")),
        Optional.of(List.of("end_call")).filter(any -> field.equals("tools")),
        Optional.of("server-vad").filter(any -> field.equals("turnDetection")),
        turn ? Map.of("end-of-turn", "\"1s\"") : Map.of(),
        Optional.of("fr").filter(any -> field.equals("language")),
        Optional.of(true).filter(any -> field.equals("hold")),
        List.of());
  }

  /** {@code +}: it can be; {@code 4}: the value is wrong there; {@code 9}: nobody can. */
  @ParameterizedTest
  @CsvSource({
    "chat,     + + + 9 + + + + +",
    "hook,     + 9 4 9 + + + + +",
    "script,   9 9 9 9 + + + + 9",
    "realtime, + + + + + + + 9 +",
    "voiced,   + + 4 + + + + + +",
    "stream,   9 9 4 9 4 9 + 9 9"
  })
  void eachProfileCanDoWhatItsPipelineCan(String profile, String able) {
    StringBuilder all = new StringBuilder();
    for (String field :
        List.of("instructions", "voice", "tools", "turnDetection", "turn", "language", "hold")) {
      all.append(code(rules(profile).toChange(change(field)))).append(' ');
    }
    all.append(code(rules(profile).toSay()))
        .append(' ')
        .append(code(rules(profile).toHint(true)));
    assertThat(all.toString()).isEqualTo(able);
  }

  private static String code(Optional<MidCallRules.Objection> objection) {
    return objection.map(one -> one.wrong() ? "4" : "9").orElse("+");
  }

  @Test
  void whatCannotBeIsToldWithWhatCan() {
    assertThat(why("script", change("instructions")))
        .isEqualTo("the agent is scripted and has no prompt; have words said by POST /say, or use a"
            + " profile whose responder is openai-chat or webhook");
    SessionChange tools = new SessionChange(
        Optional.empty(), Optional.empty(), Optional.of(List.of("sing")), Optional.empty());
    assertThat(why("chat", tools)).isEqualTo("names 'sing'; allowed: end_call");
    SessionChange voice = new SessionChange(
        Optional.empty(), Optional.of("nobody"), Optional.empty(), Optional.empty());
    assertThat(why("chat", voice)).isEqualTo("is 'nobody'; allowed: other");
    assertThat(rules("realtime").toSay().orElseThrow().why()).contains("add synthesizer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "end-of-turn | 900 | end-of-turn is 900",
        "end-of-turn | \"9s\" | end-of-turn",
        "end-of-tern | \"1s\" | does not exist",
        "interruption | \"loud\" | interruption",
        "preset | \"hasty\" | preset"
      })
  void turnSettingsThatAreNoneAreNamed(String key, String value, String named) {
    SessionChange wrong = new SessionChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(key, value),
        Optional.empty(),
        Optional.empty(),
        List.of());
    assertThat(why("chat", wrong)).startsWith("cannot be so: ").contains(named);
  }

  private static String why(String profile, SessionChange change) {
    return rules(profile).toChange(change).orElseThrow().why();
  }

  @Test
  void aCallIsAsItWantsWithTheRestOfItsProfile() {
    Profile chat = read.profiles().byName().get("chat");
    assertThat(MidCallOptions.applied(chat, CallPlan.unannounced("chat"))).isSameAs(chat);
    TurnSettings turns = chat.options().turns().with(Map.of("pre-roll", "\"400ms\""), "en");
    assertThat(turns.preRoll()).hasMillis(400);
    assertThat(turns.endOfTurn().usual()).hasMillis(900);
    assertThat(chat.options().hold())
        .contains(new Hold(new Prompt.Say("Please hold."), Duration.ofSeconds(5)));
  }

  @Test
  void wordsForCallersOnHoldNeedAVoice() {
    assertThatThrownBy(() -> ProfilesOf.text(kit.system(), dir, """
            talkspurt.default-profile = bot
            talkspurt.profiles.bot { language = en, hold { say = "Please hold." }
              bot { kind = media-stream, url = "ws://127.0.0.1:1/bot" } }
            """))
        .hasMessageContaining("hold has words and nobody to say them");
  }
}
