package talkspurt.loadtest.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.loadtest.standin.WhisperOf;

class RecognitionTest {
  private static final List<Reference> REFERENCES = Stream.of(
          "We are open from nine until six.", "On Saturday we close at two.", "Please call again.")
      .map(text -> Reference.of(WhisperOf.text(text)))
      .toList();
  private static final Reference OPEN = REFERENCES.get(0);

  private short[] recording = new short[Phone.RATE_HZ];
  private int end = Phone.RATE_HZ / 2;

  @Test
  void whatWasSaidIsFoundInItsOrder() {
    play(OPEN, 0, OPEN.lengthMs());
    pause(300);
    play(REFERENCES.get(2), 0, REFERENCES.get(2).lengthMs());
    HeardText heard = heard();
    assertEquals(
        List.of(OPEN.text(), "Please call again."),
        heard.sentences().stream().map(one -> one.of().text()).toList());
    assertEquals(500, heard.sentences().get(0).atMs(), 25);
    assertAgrees(heard, OPEN.text() + " Please call again.");
    assertDiffers(heard, "Please call again. " + OPEN.text());
    assertDiffers(heard, OPEN.text());
    assertDiffers(heard, OPEN.text() + " Please call again. Please call again.");
    assertDiffers(heard, OPEN.text() + " Please call.");
  }

  @ParameterizedTest
  @CsvSource({
    "We are open, true",
    "We are, true",
    "We are open from, true",
    "We, false",
    "We are open from nine, false"
  })
  void aCutSentenceMayBeToldToAWord(String told, boolean agrees) {
    play(OPEN, 0, OPEN.wordEndsMs().get(2));
    assertEquals(
        agrees,
        heard().differsFrom(List.of(told)).isEmpty(),
        () -> heard().sentences().toString());
  }

  @Test
  void aSentenceThatGoesOnAfterAPauseIsOne() {
    play(OPEN, 0, OPEN.wordEndsMs().get(3));
    pause(700);
    play(OPEN, OPEN.wordEndsMs().get(2) + 20, OPEN.lengthMs());
    assertEquals(1, heard().sentences().size());
    assertAgrees(heard(), OPEN.text());
  }

  @Test
  void aSentenceSaidAgainIsTwo() {
    play(OPEN, 0, OPEN.wordEndsMs().get(4));
    play(OPEN, 0, OPEN.lengthMs());
    assertEquals(2, heard().sentences().size());
    assertAgrees(heard(), "We are open from nine " + OPEN.text());
  }

  @Test
  void whatIsNoneOfTheTextsIsCounted() {
    Reference other = Reference.of(WhisperOf.text("Nobody was to say this."));
    play(other, 0, other.lengthMs());
    Recognition.Outcome outcome = new Recognition(REFERENCES).of(recording);
    assertEquals(List.of(), outcome.stretches());
    assertTrue(outcome.unknownMs() > 1000, "" + outcome.unknownMs());
  }

  @Test
  void theLongestSilenceIsMeasured() {
    play(OPEN, 0, 500);
    pause(1500);
    play(OPEN, 0, 500);
    pause(400);
    int ends = end * 1000 / Phone.RATE_HZ;
    assertEquals(1500, Gaps.longestMs(recording, 500, ends), 120);
    assertEquals(400, Gaps.longestMs(recording, 2600, ends), 120);
  }

  private HeardText heard() {
    return HeardText.of(new Recognition(REFERENCES).of(recording).stretches());
  }

  private static void assertAgrees(HeardText heard, String told) {
    assertEquals(Optional.empty(), heard.differsFrom(List.of(told)));
  }

  private static void assertDiffers(HeardText heard, String told) {
    assertTrue(heard.differsFrom(List.of(told)).isPresent(), told);
  }

  private void play(Reference reference, int fromMs, int toMs) {
    short[] piece = Arrays.copyOfRange(
        reference.samples(), fromMs * 8, Math.min(reference.samples().length, toMs * 8));
    recording = Arrays.copyOf(recording, end + piece.length + Phone.RATE_HZ);
    System.arraycopy(piece, 0, recording, end, piece.length);
    end += piece.length;
  }

  private void pause(int ms) {
    end += ms * 8;
    recording = Arrays.copyOf(recording, end + Phone.RATE_HZ);
  }
}
