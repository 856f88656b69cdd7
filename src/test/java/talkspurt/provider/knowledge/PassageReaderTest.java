package talkspurt.provider.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassageReaderTest {

  private static final String FAQ = """
      # Questions

      What our callers ask.

      ## When are you open?
      Monday to Friday
      from nine to five.

      On holidays we are closed.

      ## Delivery ##
      ### How long does it take?
      Three days.

      ### What does it cost?
      ```
      # not a heading
      4.90 in the country
      ```
      #hashtag

      ## Is there parking?
      """;

  @Test
  void aHeadingAndWhatStandsBelowItAreOnePassage() {
    assertThat(PassageReader.read(FAQ, 800))
        .containsExactly(
            new Passage("Questions", "What our callers ask."),
            new Passage(
                "Questions: When are you open?",
                "Monday to Friday from nine to five. On holidays we are closed."),
            new Passage("Questions: Delivery: How long does it take?", "Three days."),
            new Passage(
                "Questions: Delivery: What does it cost?",
                "# not a heading 4.90 in the country #hashtag"),
            new Passage("Questions: Is there parking?", ""));
  }

  @Test
  void plainTextIsPartedByEmptyLines() {
    assertThat(PassageReader.read("We are open\nall day.\n\n\n  Parking is free.  \r\n", 800))
        .containsExactly(
            new Passage("", "We are open all day."), new Passage("", "Parking is free."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'# T\n\nOne two.\n\nThree four.' | 20 | T: One two. Three four.",
        "'# T\n\nOne two.\n\nThree four.' | 19 | T: One two./T: Three four.",
        "'# T\nOne two. Three four? Five six!' | 20 | T: One two. Three four?/T: Five six!",
        "'# T\none two three four five' | 10 | T: one two/T: three four/T: five",
        "'# T\nabcdefghijkl' | 10 | T: abcdefghij/T: kl",
        "'一つ。二つ。三つ。' | 7 | 一つ。 二つ。/三つ。",
        "'' | 10 | ",
        "'# \n' | 10 | ",
        "'## A\n# B\nb' | 10 | A/B: b",
        "'### A\na\n## B\nb' | 10 | A: a/B: b",
      })
  void whatIsTooLongIsPartedWhereItHurtsLeast(String document, int longest, String passages) {
    List<String> expected = passages == null ? List.of() : List.of(passages.split("/"));
    assertThat(PassageReader.read(document, longest))
        .extracting(Passage::whole)
        .isEqualTo(expected);
  }

  @Test
  void noWordIsLostAndNoPassageIsTooLong() {
    Random random = new Random(7);
    String letters = "ab .\n#";
    for (int round = 0; round < 2000; round++) {
      StringBuilder document = new StringBuilder();
      for (int at = random.nextInt(120); at > 0; at--) {
        document.append(letters.charAt(random.nextInt(letters.length())));
      }
      List<Passage> passages = PassageReader.read(document.toString(), 10);
      assertThat(passages)
          .allSatisfy(passage -> assertThat(passage.text()).hasSizeLessThanOrEqualTo(10));
      StringBuilder read = new StringBuilder();
      passages.forEach(passage -> read.append(passage.whole()));
      assertThat(letters(read.toString())).contains(letters(body(document.toString())));
    }
  }

  /** Without headings, which stand above many passages or none. */
  private static String body(String document) {
    List<String> lines = Arrays.asList(document.split("\n"));
    return lines.stream().anyMatch(line -> line.matches("#{1,6}\\s.*"))
        ? ""
        : String.join("\n", lines);
  }

  private static String letters(String text) {
    return text.replaceAll("[^ab#.]", "");
  }
}
