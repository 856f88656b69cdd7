package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.CallSamples;
import talkspurt.call.SpokenText;
import talkspurt.call.TranscriptEntry;

class WordSearchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "My bill, please! | my bill please",
        "don't | don t",
        "ÄRGER im Büro | ärger im büro",
        "ﬁne Ⅳ | fine iv",
        "order-12/34 | order 12 34",
        "料金は いくら | 料 金 は い く ら",
        "call料金now | call 料 金 now",
        "हिन्दी में | हिन्दी में",
        "สวัสดี | ส วั ส ดี",
        "e\u0301te\u0301 | été",
        "'a' <-> b:1 | a b 1",
      },
      quoteCharacter = '~')
  void wordsAreSmallAndWithoutWhatStandsBetween(String text, String words) {
    assertThat(String.join(" ", SearchText.words(text))).isEqualTo(words);
  }

  @Test
  void aWordThatIsTooLongIsCutAndNoPairIsHalved() {
    assertThat(SearchText.words("x".repeat(101))).containsExactly("x".repeat(100));
    String letter = "\ud835\udfce"; // becomes a digit
    assertThat(SearchText.words(letter)).containsExactly("0");
    String rare = "\ud801\udc28";
    assertThat(SearchText.words("x" + rare.repeat(60)))
        .singleElement()
        .satisfies(word -> assertThat(word).hasSize(99).endsWith("\udc28"));
  }

  @Test
  void ofACallSoManyWordsAreSearchedAndLinesStayApart() {
    TranscriptEntry line = new TranscriptEntry(
        TranscriptEntry.Speaker.BOT, CallSamples.AT, new SpokenText("a ".repeat(30_000)));
    assertThat(SearchText.lines(Collections.nCopies(3, line)))
        .extracting(List::size)
        .containsExactly(30_000, 20_000);
    assertThat(SearchText.lines(List.of(
            new TranscriptEntry(TranscriptEntry.Speaker.BOT, CallSamples.AT, new SpokenText("…")))))
        .isEmpty();
    List<List<String>> two = List.of(List.of("my", "bill"), List.of("open"));
    assertThat(SqlDialect.H2.kept(two)).isEqualTo(" my bill | open ");
    assertThat(SqlDialect.POSTGRES.kept(two)).isEqualTo("'my':1 'bill':2 'open':4 ");
  }

  @Test
  void wordsAndPhrasesAreToldApart() {
    assertThat(WordSearch.of("bill \"My table, please\" don't ").phrases())
        .containsExactly(List.of("bill"), List.of("my", "table", "please"), List.of("don", "t"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "…", "\"\"", "\"a", "a\"b"})
  void noWordsAndHalfQuotesAreRefused(String text) {
    assertThatThrownBy(() -> WordSearch.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void soManyWordsAreLookedForAtOnce() {
    assertThat(WordSearch.of("a ".repeat(32)).phrases()).hasSize(32);
    assertThatThrownBy(() -> WordSearch.of("a ".repeat(33))).hasMessage("1 to 32 words");
  }
}
