package talkspurt.provider.elevenlabs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.provider.elevenlabs.ElevenLabsMessage.Alignment;

class WordEndsTest {

  private static final String TAGGED = "An <phoneme alphabet=\"ipa\" ph=\"x\">ACME</phoneme>! Yes.";

  /** Each character takes a millisecond. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "An ACME! Yes. | An ACME! Yes. | An@2, An ACME!@8, An ACME! Yes.@13",
        "An ACME! | An  AC*ME! | An@2, An ACME!@10",
        "a < b > c | a < b > c | a@1, a <@3, a < b@5, a < b >@7, a < b > c@9",
        "TAGGED | An ACME! Yes. | An@2, TO!@8, TAGGED@13",
        "TAGGED | TAGGED | An@2, TO!@49, TAGGED@54",
        "TAGGED | An<phoneme>ACME</phoneme>! Yes. | An@2, TO!@26, TAGGED@31",
      })
  void wordsEndWithTheirLastCharacterAndTheTagsBehindIt(String text, String told, String ends) {
    String given = text.equals("TAGGED") ? TAGGED : text;
    String characters = told.equals("TAGGED") ? TAGGED : told;
    WordEnds words = new WordEnds(given);
    String found = String.join(
        ", ",
        words
            .in(
                new Alignment(
                    characters,
                    IntStream.range(0, characters.length()).toArray(),
                    IntStream.generate(() -> 1).limit(characters.length()).toArray()),
                0)
            .stream()
            .map(Sound.Said.class::cast)
            .map(said -> shown(given.substring(0, said.characters())) + "@" + said.ms())
            .toList());
    assertThat(found).isEqualTo(ends);
  }

  private static String shown(String said) {
    return said.equals(TAGGED) ? "TAGGED" : said.endsWith("</phoneme>!") ? "TO!" : said;
  }
}
