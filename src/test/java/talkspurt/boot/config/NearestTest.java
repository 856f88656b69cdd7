package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> KNOWN =
      List.of("port", "max-lines", "max-unreadable", "id-timeout", "url", "language", "kind");

  @ParameterizedTest
  @CsvSource({
    "prot, port",
    "prt, port",
    "max-lnies, max-lines",
    "maxLines, max-lines",
    "max_lines, max-lines",
    "MAX-LINES, max-lines",
    "max-unreadible, max-unreadable",
    "ulr, url",
    "langage, language",
    "idtimeout, id-timeout",
  })
  void aTypingErrorFindsWhatWasMeant(String typed, String meant) {
    assertThat(Nearest.to(typed, KNOWN)).contains(meant);
    assertThat(Nearest.hint(typed, KNOWN)).isEqualTo(" (did you mean " + meant + "?)");
  }

  @ParameterizedTest
  @CsvSource({"x", "volume", "id", "greeting", "lines-of-max"})
  void whatIsNearNothingFindsNothing(String typed) {
    assertThat(Nearest.to(typed, KNOWN)).isEmpty();
    assertThat(Nearest.hint(typed, KNOWN)).isEmpty();
  }

  @Test
  void theNearerOfTwoIsFound() {
    assertThat(Nearest.to("word", List.of("words", "ward", "wordy"))).contains("ward");
    assertThat(Nearest.to("max-line", List.of("max-lines", "least-line"))).contains("max-lines");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "'', abc, 3",
    "abc, abc, 0",
    "abc, acb, 1",
    "kitten, sitting, 3",
    "ab, ba, 1",
    "ca, abc, 3"
  })
  void lettersAreCounted(String from, String to, int distance) {
    assertThat(Nearest.distance(from, to)).isEqualTo(distance);
    assertThat(Nearest.distance(to, from)).isEqualTo(distance);
  }
}
