package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReloadableTest {

  private static final Config BEFORE = ConfigFactory.parseString("""
      talkspurt {
        http.port = 1, calls { max = 1, longest = 1h, busy { mode = queue, max-lines = 1 } }
        profiles { a { language = en }, b { language = en } }, turn.end-of-turn = 1s
      }
      """);

  @ParameterizedTest
  @CsvSource({
    "http.port, false",
    "calls.max, false",
    "calls.busy.max-lines, false",
    "database.kind, false",
    "embedded.recognizers, false",
    "calls.longest, true",
    "calls.budget.per-call, true",
    "calls.budget.per-day, false",
    "calls.busy.mode, true",
    "calls.busy.say, true",
    "profiles.a.language, true",
    "profiles.c.language, true",
    "turn.end-of-turn, true",
    "languages.fr.goodbye, true",
    "responders.openai-chat.model, true",
    "synthesizers.openai.url, true",
    "default-profile, true",
    "time-zone, true",
  })
  void someAreReadAgainAndTheOthersToldOf(String key, boolean again) {
    String path = "talkspurt." + key;
    Config now = ConfigFactory.parseString(path + " = 7").withFallback(BEFORE);
    Config merged = Reloadable.over(BEFORE, now);
    assertThat(merged.hasPath(path) && merged.getString(path).equals("7")).isEqualTo(again);
    assertThat(Reloadable.fixed(BEFORE, now)).hasSize(again ? 0 : 1);
    assertThat(Reloadable.only(now).hasPath(path)).isEqualTo(again);
  }

  @Test
  void whatIsGoneIsGone() {
    Config now = BEFORE
        .withoutPath("talkspurt.profiles.b")
        .withoutPath("talkspurt.http")
        .withoutPath("talkspurt.turn");
    Config merged = Reloadable.over(BEFORE, now);
    assertThat(merged.hasPath("talkspurt.turn")).isFalse();
    assertThat(merged.getConfig("talkspurt.profiles").root().keySet()).containsExactly("a");
    assertThat(merged.getInt("talkspurt.http.port")).isEqualTo(1);
    assertThat(Reloadable.fixed(BEFORE, now)).containsExactly("talkspurt.http.port");
    assertThat(Reloadable.over(BEFORE, BEFORE)).isEqualTo(BEFORE);
  }
}
