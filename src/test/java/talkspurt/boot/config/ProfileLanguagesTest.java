package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileLanguagesTest {

  private static final String PROFILE = """
      language = en
      greeting.say { en = Hello., fr = Bonjour. }
      apology = Sorry.
      goodbye { en = Bye., de = Tschüs. }
      filler { after = 2s, say = [Wait.] }
      synthesizer {
        kind = command, voice = en-us, voices { fr = fr-fr, de { voice = de, rate-hz = 8000 } }
        fallback { kind = deepgram, voices { fr = aura-fr } }
      }
      responder { kind = openai-chat, prompt { en = "Be brief.", fr = "Sois bref." } }
      by-language.de {
        greeting { play = "de.wav", words = Hallo. }
        responder { kind = scripted, topics = [] }
      }
      """;

  private static final String AGENTS = """
      language = en
      responder { kind = openai-chat, prompt { en = "Be brief.", fr = "Sois bref." } }
      synthesizer { kind = openai, voice = nova }
      voices.warm { voice = sage, voices { fr = coral } }
      hold { say { en = "Please hold.", fr = "Ne quittez pas." }, every = 5s }
      agents {
        sales {
          prompt { en = Sell., fr = Vends. }, greeting.say { en = "Sales.", fr = "Ventes." }
          synthesizer.voices { fr = alloy }
        }
        help { prompt = Help. }
      }
      collect.card { say { en = "Your number?", fr = "Votre numéro ?" }, min = 4 }
      """;

  private static final Config ROOT =
      SettingsReader.read(null, Map.of()).config().getConfig("talkspurt");
  private static final LanguageFiles FILES =
      new LanguageFiles(new ConfigSection(ROOT, "talkspurt"));

  @Test
  void aProfileSpeaksWhatItHasTextsIn() {
    assertThat(of(PROFILE).spoken()).containsExactly("en", "de", "fr");
    assertThat(of("language = fr").spoken()).containsExactly("fr");
    assertThat(of("languages = [es, pt-BR]").spoken()).containsExactly("es", "pt-BR");
    assertThat(of("languages = [es, pt], language = pt").own()).isEqualTo("pt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | greeting.say | Hello.",
        "en-GB | greeting.say | Hello.",
        "fr | greeting.say | Bonjour.",
        "fr-CA | greeting.say | Bonjour.",
        "sv | greeting.say | Hello.",
        "de | greeting.words | Hallo.",
        "de | greeting.say | null",
        "en | apology | Sorry.",
        "fr | apology | Je suis désolé, il y a eu un problème. Pouvez-vous répéter, s'il vous plaît ?",
        "cs | apology | Sorry.",
        "en | goodbye | Bye.",
        "de | goodbye | Tschüs.",
        "fr | goodbye | null",
        "en | filler.say | [Wait.]",
        "fr | filler.say | null",
        "fr | filler.after | 2s",
        "en | responder.prompt | Be brief.",
        "fr | responder.prompt | Sois bref.",
        "de | responder.prompt | null",
        "de | responder.unknown-keys | null",
        "de | responder.on-unknown-digits | Diese Taste ist nicht belegt.",
        "en | synthesizer.voice | en-us",
        "fr | synthesizer.voice | fr-fr",
        "de | synthesizer.rate-hz | 8000",
        "fr | synthesizer.fallback.model | aura-fr",
        "fr | synthesizer.voices | null",
        "fr | by-language | null",
        "fr | language | fr"
      })
  void inEachLanguageTheProfileSaysItsOwnOrWhatTheLanguagesFileSays(
      String tag, String key, String value) {
    Config block = of(PROFILE).in(tag).config();
    assertThat(block.hasPath(key) ? block.getValue(key).unwrapped().toString() : "null")
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | agents.sales.prompt | Sell.",
        "fr | agents.sales.prompt | Vends.",
        "fr | agents.sales.greeting.say | Ventes.",
        "sv | agents.sales.greeting.say | Sales.",
        "fr | agents.sales.synthesizer.voice | alloy",
        "fr | agents.sales.synthesizer.voices | null",
        "fr | agents.help.prompt | Help.",
        "fr | voices.warm.voice | coral",
        "en | voices.warm.voice | sage",
        "fr | hold.say | Ne quittez pas.",
        "fr | hold.every | 5s",
        "fr | collect.card.say | Votre numéro ?",
        "fr | collect.card.min | 4"
      })
  void agentsValuesAndTheirVoicesMayBeOtherToo(String tag, String key, String value) {
    Config block = of(AGENTS).in(tag).config();
    assertThat(block.hasPath(key) ? block.getValue(key).unwrapped().toString() : "null")
        .isEqualTo(value);
  }

  @Test
  void whatAnAgentOrAValueLacksIsNamed() {
    assertThat(of(AGENTS).missing("fr")).containsExactly("agents.help.prompt");
    assertThat(of(AGENTS).missing("sv"))
        .containsExactly(
            "responder.prompt",
            "hold",
            "agents.help.prompt",
            "agents.sales.prompt",
            "agents.sales.greeting",
            "collect.card.say");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | []",
        "de | []",
        "fr | []",
        "sv | [greeting, responder.prompt]",
        "cs | [talkspurt.languages.cs, greeting, responder.prompt]"
      })
  void whatIsInAnotherLanguageIsNamed(String tag, String missing) {
    assertThat(of(PROFILE).missing(tag)).hasToString(missing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "languages = [en, german] | p.languages has german, which is no language's tag",
        "languages = [en], greeting.say { fr = Bonjour } | p.languages is [en], but the profile has texts in fr",
        "languages = [fr], language = en | p.languages is [fr]; allowed: language, en, among them",
        "language = en, language-switch = always | p.language-switch is always; allowed: off, once",
        "language = en, language-switch = once | p.language-switch is once, but the profile speaks en alone"
      })
  void whatIsWrongNamesTheKey(String block, String told) {
    assertThatThrownBy(() -> of(block).check()).hasMessageContaining(told);
  }

  private static ProfileLanguages of(String block) {
    return new ProfileLanguages(new ConfigSection(ConfigFactory.parseString(block), "p"), FILES);
  }
}
