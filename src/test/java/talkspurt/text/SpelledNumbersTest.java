package talkspurt.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.text.Lexicon.Entry;

class SpelledNumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Call +49 30 1234567. | Call + 4 9, 3 0, 1 2 3, 4 5 6 7.",
        "Call +493012345678 | Call + 4 9 3, 0 1 2, 3 4 5, 6 7 8",
        "at 030/1234567, please | at 0 3 0, 1 2 3, 4 5 6 7, please",
        "(555) 123-4567 | 5 5 5, 1 2 3, 4 5 6 7",
        "555-123-4567? | 5 5 5, 1 2 3, 4 5 6 7?",
        "order 4815162342 | order 4 8 1, 5 1 6, 2 3 4 2",
        "order 481516 | order 4 8 1, 5 1 6",
        "code 007 | code 0 0 7",
        "order AB-4711 is | order A B, 4 7 1 1 is",
        "ticket X9Z | ticket X 9 Z",
        "seat B7 | seat B7",
        "48151 people | 48151 people",
        "in 2024-2026 | in 2024-2026",
        "1 234 567 people, COVID-19 | 1 234 567 people, COVID-19",
        "for 12,500.00 or 1000000.5 | for 12,500.00 or 1000000.5",
        "at 14:30 on 5/6 | at 14:30 on 5/6",
        "$5.20 and 12 % | $5.20 and 12 %",
        "see a@123456.de or v1234567 | see a@123456.de or v1234567",
        "nothing | nothing",
      })
  void numbersThatAreNoAmountsAreSpelled(String written, String spoken) {
    assertThat(SpelledNumbers.of(written, "en", Markup.NONE).text()).isEqualTo(spoken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | on 2026-11-30. | on November 30, 2026.",
        "en-GB | on 2026-11-30. | on 30 November 2026.",
        "de | am 2026-11-30. | am 30. November 2026.",
        "fr | le 2026-05-01 | le 1 mai 2026",
        "es | el 2026-11-30 | el 30 de noviembre de 2026",
        "ja | 2026-11-30 です | 2026年11月30日 です",
        "en | 2026-13-30 | 2026-13-30",
      })
  void datesAreWrittenAsTheLanguageDoes(String language, String written, String spoken) {
    assertThat(SpelledNumbers.of(written, language, Markup.NONE).text()).isEqualTo(spoken);
  }

  @Test
  void placesAreThoseOfTheWrittenTextAlsoWithALexicon() {
    Lexicon words = new Lexicon(List.of(new Entry("ACME", "ack me")));
    SpokenForm spoken = SpelledNumbers.of("ACME 007 ACME", "en", Markup.NONE)
        .andThen(part -> words.spoken(part, Markup.NONE));
    assertThat(spoken.text()).isEqualTo("ack me 0 0 7 ack me");
    assertThat(spoken.written(6)).isEqualTo(4);
    assertThat(spoken.written(7)).isEqualTo(5);
    assertThat(spoken.written(11)).isEqualTo(5);
    assertThat(spoken.written(12)).isEqualTo(8);
    assertThat(spoken.written(13)).isEqualTo(9);
    assertThat(spoken.written(18)).isEqualTo(9);
    assertThat(spoken.written(19)).isEqualTo(13);
  }
}
