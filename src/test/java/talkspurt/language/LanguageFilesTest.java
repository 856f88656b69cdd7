package talkspurt.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.language.Wording.Text;
import talkspurt.text.Placeholders;

/** The files of languages, as they are shipped. */
class LanguageFilesTest {

  private static final List<String> WHOLE = List.of(
      "en", "es", "de", "fr", "it", "pt", "nl", "pl", "sv", "tr", "ru", "uk", "ar", "he", "hi",
      "zh", "ja", "ko");

  private static final List<String> TURN = List.of(
      "commands",
      "complete",
      "courtesies",
      "unfinished",
      "backchannels",
      "dictation.figures",
      "dictation.leads",
      "dictation.marks",
      "dictation.mail");

  static Stream<String> whole() {
    return WHOLE.stream();
  }

  @ParameterizedTest
  @MethodSource("whole")
  void aWholeLanguageHasAllThatEnglishHas(String tag) {
    Config file = file(tag);
    Set<String> lacks = new TreeSet<>();
    file("en").entrySet().forEach(entry -> {
      boolean own =
          entry.getKey().startsWith("sentences.") || entry.getKey().startsWith("clock.part-of-day");
      if (!own && !file.hasPath(entry.getKey())) {
        lacks.add(entry.getKey());
      }
    });
    assertThat(lacks).isEmpty();
    TURN.forEach(list -> assertThat(file.getStringList("turn." + list)).as(list).isNotEmpty());
    assertThat(file.getStringList("filler")).hasSize(3);
    assertThat(PackReader.missing(file)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("whole")
  void eachTextHasTheNamesOfItsValues(String tag) {
    Wording words = LanguagePack.shipped(tag).wording();
    for (Text text : Text.values()) {
      assertThat(Placeholders.in(words.texts().get(text)))
          .as(text.key())
          .extracting(Placeholders.Placeholder::name)
          .containsExactlyInAnyOrder(text.names());
    }
  }

  @ParameterizedTest
  @MethodSource("whole")
  void whatIsToldAmongTheCallersWordsStandsInBrackets(String tag) {
    Wording words = LanguagePack.shipped(tag).wording();
    for (Text text : List.of(
        Text.KEYS,
        Text.NOT_UNDERSTOOD,
        Text.SILENCE,
        Text.TRANSFER_FAILED,
        Text.LINE_LOST,
        Text.REPLY_FAILED,
        Text.TIME_LEFT,
        Text.GOODBYE)) {
      assertThat(words.texts().get(text)).as(text.key()).startsWith("[").endsWith("]");
    }
  }

  @ParameterizedTest
  @MethodSource("whole")
  void noTextOfAnotherLanguageIsEnglish(String tag) {
    if (!tag.equals("en")) {
      Wording words = LanguagePack.shipped(tag).wording();
      Wording english = LanguagePack.shipped("en").wording();
      for (Text text : Text.values()) {
        assertThat(words.texts().get(text))
            .as(text.key())
            .isNotEqualTo(english.texts().get(text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bg", "ca", "cs", "da", "el", "no", "th", "vi"})
  void aLanguageInPartTellsTheRestInEnglish(String tag) {
    assertThat(file(tag).hasPath("goodbye")).isTrue();
    assertThat(file(tag).getString("vouched-by")).isNotBlank();
    assertThat(LanguagePack.shipped(tag).wording())
        .isEqualTo(LanguagePack.shipped("en").wording());
  }

  @Test
  void callersWhoNameLanguagesThatNobodyHasFillNoMemory() {
    LanguagePack one = LanguagePack.shipped("qqa");
    assertThat(LanguagePack.shipped("qqb-XX").sentences()).isSameAs(one.sentences());
    assertThat(LanguagePack.shipped("qqb-XX").tag()).isEqualTo("qqb-XX");
    assertThat(LanguagePack.shipped("ja").sentences()).isNotSameAs(one.sentences());
  }

  @Test
  void whoVouchesForAFileIsSaidInIt() {
    WHOLE.forEach(tag -> assertThat(file(tag).getString("vouched-by"))
        .as(tag)
        .isIn("native speaker", "written from references, no native speaker has read it"));
  }

  @Test
  void whyAToolFailedIsToldInTheLanguageWhoeverSaysIt() {
    Wording german = LanguagePack.shipped("de").wording();
    assertThat(german.reason("no answer came, and whether it was done is not known"))
        .isEqualTo("es kam keine Antwort, und ob es geschehen ist, ist nicht bekannt");
    assertThat(german.reason("it was refused (409) no table\nfor two"))
        .isEqualTo("es wurde abgelehnt (409) no table\nfor two");
    assertThat(german.reason("there is no tool called x; there are [a, b]"))
        .isEqualTo("es gibt kein Werkzeug namens x; es gibt [a, b]");
    assertThat(german.reason("something else")).isEqualTo("something else");
    Wording english = LanguagePack.shipped("en").wording();
    assertThat(english.reason("wrong arguments for book: a: b"))
        .isEqualTo("wrong arguments for book: a: b");
  }

  @Test
  void aTagThatIsNoneHasEnglish() {
    assertThat(LanguagePack.shipped("../x").wording())
        .isEqualTo(LanguagePack.shipped("en").wording());
    assertThat(LanguagePack.shipped("pt-BR").tag()).isEqualTo("pt-BR");
  }

  private static Config file(String tag) {
    return ConfigFactory.parseResources("languages/" + tag + ".conf");
  }
}
