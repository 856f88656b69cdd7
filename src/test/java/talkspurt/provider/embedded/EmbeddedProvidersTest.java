package talkspurt.provider.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedProvidersTest {

  private static final Config EMBEDDED =
      ConfigFactory.parseResources("embedded.conf").getConfig("talkspurt.embedded");
  private static final Config RECEPTIONIST = ConfigFactory.parseResources(
          "profiles/receptionist.conf")
      .getConfig("talkspurt.profiles.receptionist.responder");
  private static final EmbeddedProviders PROVIDERS = EmbeddedProviders.create(EMBEDDED);

  @AfterAll
  static void close() {
    PROVIDERS.close();
  }

  @Test
  void knowsAllWordsOfTheDefaultProfile() {
    assertThat(PROVIDERS.phrases(RECEPTIONIST))
        .contains("opening hours", "sales", "technical support", "operator", "goodbye")
        .doesNotHaveDuplicates();
    assertThat(PROVIDERS.responder(RECEPTIONIST)).isNotNull();
  }

  @Test
  void refusesAPhraseWithAWordItCanNotRecognize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PROVIDERS.refuseUnknownWords(
            PROVIDERS.phrases(with("topics = [" + topic("talkspurt 24 hours") + "]"))))
        .withMessageContaining("'talkspurt 24 hours'")
        .withMessageContaining("[talkspurt, 24]");
  }

  @Test
  void leavesOutWhatItCanNotUnderstandOfOtherLists() {
    assertThat(PROVIDERS.understandable(List.of("ok", "genau", "uh-huh", "natürlich", "ok", "a.")))
        .containsExactly("ok", "uh-huh");
  }

  @ParameterizedTest
  @CsvSource({"'',''", "kevin16,kevin16", "kevin,kevin"})
  void knowsItsVoices(String name, String voice) {
    assertThat(PROVIDERS.voice(name)).isEqualTo(voice);
  }

  @Test
  void refusesAVoiceItDoesNotHave() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PROVIDERS.voice("allison"))
        .withMessage("voice is allison; allowed: kevin16, kevin");
  }

  @Test
  void takesOneTextOrAListOfSentences() {
    Config list =
        with("topics = [{name = a, digits = \"1\", say = [\"One.\", \"Two.\"], then = listen}]");
    assertThat(PROVIDERS.responder(list)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'topics = []', topics",
    "'topics = 1', topics",
    "'not-understood = []', not-understood",
    "'on-silence = null', on-silence",
    "'topics = [{name = a, digits = \"1\", say = b}]', then",
    "'topics = [{name = a, digits = \"1\", say = b, then = away}]', away"
  })
  void namesWhatIsWrongInAScript(String wrong, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PROVIDERS.responder(with(wrong)))
        .withMessageContaining(named);
  }

  @Test
  void refusesACarrierItCanNotRecognize() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddedProviders.create(embedded("carriers = [\"bitte\", \"please\"]")))
        .withMessageContaining("'bitte'");
  }

  @ParameterizedTest
  @CsvSource({"auto, 150", "12, 12", "1000000, 1000000"})
  void bearsAsManyCallsAsIsSet(String maxCalls, int calls) {
    try (EmbeddedProviders providers =
        EmbeddedProviders.create(embedded("max-calls = " + maxCalls))) {
      assertThat(providers.maxCalls()).isEqualTo(calls);
      assertThat(providers.behind()).isFalse();
    }
  }

  @Test
  void refusesANumberOfCallsThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddedProviders.create(embedded("max-calls = many")))
        .withMessage("max-calls is many; allowed: auto, or a number from 1 to 1000000");
  }

  @Test
  void namesASettingOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EmbeddedProviders.create(embedded("recognizers = 99")))
        .withMessage("recognizers is 99; allowed: 1 to 16");
  }

  private static Config with(String changed) {
    return ConfigFactory.parseString(changed).withFallback(RECEPTIONIST);
  }

  private static Config embedded(String changed) {
    return ConfigFactory.parseString(changed).withFallback(EMBEDDED);
  }

  private static String topic(String phrase) {
    return "{name = a, phrases = [\"" + phrase + "\"], say = b, then = listen}";
  }
}
