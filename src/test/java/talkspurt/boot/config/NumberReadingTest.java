package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.language.PackReader;
import talkspurt.language.numbers.NumberReading;
import talkspurt.text.Markup;
import talkspurt.text.SpokenForm;

/** Numbers, dates, times and money in words, in all languages. */
class NumberReadingTest {

  private static final List<String> ALL_KINDS =
      List.of("cardinals", "telephone", "money", "dates", "times");

  private static final Map<String, NumberReading> READINGS = new ConcurrentHashMap<>();

  record Row(String language, String written, String spoken) {}

  static List<Row> numbers() throws IOException {
    return rows("/numbers.txt");
  }

  static List<Row> sentences() throws IOException {
    return rows("/numbers-in-sentences.txt");
  }

  private static List<Row> rows(String file) throws IOException {
    try (InputStream in = NumberReadingTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" \\| ", 3))
          .map(row -> new Row(row[0], row[1], row[2]))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource({"numbers", "sentences"})
  void numbersAreReadInWords(Row row) {
    SpokenForm spoken = reading(row.language()).spoken(row.written(), Markup.NONE);
    assertThat(spoken.text()).isEqualTo(row.spoken());
  }

  @Test
  void eachLanguageOfWhichSomethingIsKnownReadsNumbers() throws IOException {
    Set<String> known = new TreeSet<>(
        ConfigFactory.load().getConfig("talkspurt.languages").root().keySet());
    known.remove(PackReader.ANY);
    Set<String> tested = new TreeSet<>(numbers().stream().map(Row::language).toList());
    assertThat(tested).isEqualTo(known);
    assertThat(numbers()).hasSize(known.size() * ALL_KINDS.size());
    assertThat(NumberReading.of("eo", NumberRulesReader.of("eo")).isPresent()).isTrue();
    assertThat(NumberReading.of("xx", NumberRulesReader.of("xx"))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sentences")
  void placesAreThoseOfTheWrittenText(Row row) {
    SpokenForm spoken = reading(row.language()).spoken(row.written(), Markup.NONE);
    int before = 0;
    for (int at = 0; at <= spoken.text().length(); at++) {
      int written = spoken.written(at);
      assertThat(written).isBetween(before, row.written().length());
      before = written;
      String rest = row.written().substring(written);
      boolean figure = !rest.isEmpty() && Character.isDigit(rest.charAt(0));
      if (!figure && spoken.text().substring(at).equals(rest)) {
        assertThat(spoken.text().length() - at).isEqualTo(row.written().length() - written);
      }
    }
    assertThat(spoken.written(spoken.text().length())).isEqualTo(row.written().length());
    assertThat(spoken.written(0)).isZero();
  }

  @Test
  void whatStandsBetweenNumbersStaysAndNothingIsTooStrange() {
    Random random = new Random(17);
    String marks = "0123456789 .,:/-+%€$£ hpmTZ;()[]<>&@#年月日Мај٣५'\u00a0\u2212\n";
    List<NumberReading> readings = Stream.of("en", "de", "fr", "hu", "zh", "ar", "ko", "ru")
        .map(NumberReadingTest::reading)
        .toList();
    for (int i = 0; i < 1_500; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append(marks.charAt(random.nextInt(marks.length())));
      }
      SpokenForm spoken = readings.get(i % readings.size()).spoken(text.toString(), Markup.NONE);
      assertThat(spoken.written(spoken.text().length())).as("%s", text).isEqualTo(text.length());
    }
  }

  @Test
  void aLongTextTakesNoTime() {
    String figures = "1 2 3 4 5 6 7 8 9 0 ".repeat(500)
        + "1".repeat(5000)
        + " ,.".repeat(2000)
        + "12,345,".repeat(500);
    for (String language : List.of("en", "fr", "hu")) {
      assertThat(reading(language).spoken(figures, Markup.NONE).text()).isNotEmpty();
    }
  }

  @Test
  void whatIsReadInWordsIsEscapedForTheVoice() {
    Markup shouting = new Markup() {

      @Override
      public SpokenForm plain(String text) {
        return new SpokenForm.Builder()
            .instead(text.length(), text.toUpperCase(Locale.ROOT))
            .build();
      }

      @Override
      public Optional<String> phonemes(String word, Map<Alphabet, String> known) {
        return Optional.empty();
      }
    };
    assertThat(reading("en").spoken("at 14:30", shouting).text()).isEqualTo("at TWO THIRTY P.M.");
  }

  private static NumberReading reading(String language) {
    return READINGS.computeIfAbsent(
        language, tag -> NumberReading.of(tag, NumberRulesReader.of(tag)).orElseThrow());
  }
}
