package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.call.SpokenPart;
import talkspurt.call.SpokenText;
import talkspurt.fake.Sounds;
import talkspurt.media.playout.PlayoutEvent.AnswerStarted;
import talkspurt.media.playout.PlayoutEvent.Dropped;
import talkspurt.media.playout.PlayoutEvent.Finished;
import talkspurt.media.playout.PlayoutEvent.MarkReached;
import talkspurt.media.playout.PlayoutEvent.Paused;
import talkspurt.media.playout.PlayoutEvent.Reached;
import talkspurt.media.playout.PlayoutEvent.Resumed;
import talkspurt.media.playout.PlayoutEvent.SegmentPlayed;
import talkspurt.media.playout.PlayoutEvent.SegmentStarted;
import talkspurt.media.playout.PlayoutEvent.Started;
import talkspurt.media.playout.TtsPiece.Mark;
import talkspurt.media.playout.TtsPiece.Said;
import talkspurt.media.playout.TtsPiece.SegmentBegins;
import talkspurt.media.playout.TtsPiece.SegmentBreaks;
import talkspurt.media.playout.TtsPiece.SegmentEnds;
import talkspurt.media.playout.TtsPiece.Sound;
import talkspurt.media.settings.PlayoutSettings;

public class PlayoutBufferTest {

  public static final PlayoutSettings SETTINGS = settings(200, 400, 60, 10);

  private final PlayoutBuffer buffer = new PlayoutBuffer(SETTINGS, 8000);
  private final List<PlayoutEvent> events = new ArrayList<>();
  private final List<PlayoutEvent> positions = new ArrayList<>();
  private int next = 1;

  // ---- silence and speech

  @Test
  void thereIsSilenceBeforeBetweenAndAfterReplies() {
    assertThat(play(3)).containsOnly(0);
    say(1, "one", 40);
    assertThat(play(2)).doesNotContain(0);
    assertThat(play(3)).containsOnly(0);
    say(2, "two", 40);
    assertThat(play(2)).doesNotContain(0);
    assertThat(play(3)).containsOnly(0);
    assertThat(events)
        .containsExactly(
            new Started(1),
            new SegmentPlayed(1, new SpokenText("one")),
            new Finished(1, new SpokenText("one")),
            new Started(2),
            new SegmentPlayed(2, new SpokenText("two")),
            new Finished(2, new SpokenText("two")));
  }

  @Test
  void aReplyBeginsOnceThereIsEnoughOfIt() {
    buffer.begin(1);
    buffer.add(new SegmentBegins("one"));
    sound(40);
    assertThat(play(5)).containsOnly(0);
    sound(20);
    assertThat(play(3)).doesNotContain(0);
  }

  @Test
  void aShortReplyBeginsWhenItIsComplete() {
    buffer.begin(1);
    sound(20);
    assertThat(play(5)).containsOnly(0);
    buffer.end();
    assertThat(play(1)).doesNotContain(0);
  }

  @Test
  void segmentsAreToldWhenTheirLastSampleWasPlayed() {
    buffer.begin(1);
    segment("one", 30);
    segment("two", 30);
    buffer.end();
    play(1);
    assertThat(events).containsExactly(new Started(1));
    play(1);
    assertThat(events).endsWith(new SegmentPlayed(1, new SpokenText("one")));
    play(1);
    assertThat(events)
        .endsWith(
            new SegmentPlayed(1, new SpokenText("two")),
            new Finished(1, new SpokenText("one two")));
  }

  @Test
  void aLastFrameThatIsNotFullIsFilledWithSilence() {
    say(1, "one", 50);
    short[] heard = play(3);
    assertThat(Arrays.copyOf(heard, 400)).isEqualTo(numbers(1, 400));
    assertThat(Arrays.copyOfRange(heard, 400, 480)).containsOnly(0);
  }

  @Test
  void aReplyOfNothingIsFinishedAtOnce() {
    buffer.begin(1);
    buffer.end();
    play(1);
    assertThat(events).containsExactly(new Finished(1, new SpokenText("")));
    assertThat(buffer.speaking()).isFalse();
  }

  @Test
  void aSegmentWithoutSoundWasNotHeard() {
    buffer.begin(1);
    segment("one", 100);
    segment("lost", 0);
    buffer.end();
    play(6);
    assertThat(events)
        .containsExactly(
            new Started(1),
            new SegmentPlayed(1, new SpokenText("one")),
            new Finished(1, new SpokenText("one")));
  }

  @Test
  void aSegmentThatBreaksIsHeardAsFarAsItCame() {
    buffer.begin(1);
    buffer.add(new SegmentBegins("one two three four"));
    sound(500);
    buffer.add(new SegmentBreaks());
    buffer.end();
    play(25);
    assertThat(events)
        .containsExactly(
            new Started(1),
            new SegmentPlayed(1, new SpokenText("one two")),
            new Finished(1, new SpokenText("one two")));
  }

  @Test
  void theEndMayComeLongAfterTheLastSound() {
    buffer.begin(1);
    buffer.add(new SegmentBegins("one"));
    sound(100);
    play(8);
    assertThat(buffer.speaking()).isTrue();
    buffer.add(new SegmentEnds());
    buffer.end();
    play(1);
    assertThat(events)
        .endsWith(
            new SegmentPlayed(1, new SpokenText("one")), new Finished(1, new SpokenText("one")));
  }

  @Test
  void aNewReplyDropsTheOneBefore() {
    say(1, "one two three four", 400);
    play(10);
    say(2, "five", 100);
    assertThat(events())
        .containsSubsequence(new Paused(1, 200), new Dropped(1, new SpokenText("one two")))
        .doesNotContain(new Finished(1, new SpokenText("one two three four")));
    play(5);
    assertThat(events).endsWith(new Finished(2, new SpokenText("five")));
  }

  // ---- bounds

  @Test
  void moreIsWantedFromBelowTheLowWaterUpToTheHighWater() {
    assertThat(buffer.wantsMore()).isFalse();
    buffer.begin(1);
    for (int ms = 0; ms < 400; ms += 20) {
      assertThat(buffer.wantsMore()).as(ms + " ms").isTrue();
      sound(20);
    }
    assertThat(buffer.wantsMore()).isFalse();
    for (int ms = 380; ms >= 200; ms -= 20) {
      play(1);
      assertThat(buffer.bufferedMs()).isEqualTo(ms);
      assertThat(buffer.wantsMore()).as(ms + " ms").isFalse();
    }
    play(1);
    assertThat(buffer.wantsMore()).isTrue();
    buffer.end();
    assertThat(buffer.wantsMore()).isFalse();
  }

  @Test
  void soundThatIsLateInterruptsSpeechAndIsCountedOnce() {
    buffer.begin(1);
    sound(60);
    play(3);
    assertThat(buffer.underruns()).isZero();
    assertThat(play(5)).containsOnly(0);
    assertThat(buffer.underruns()).isEqualTo(1);
    sound(20);
    assertThat(play(1)).doesNotContain(0);
    play(5);
    assertThat(buffer.underruns()).isEqualTo(2);
    buffer.end();
    play(1);
    assertThat(buffer.underruns()).isEqualTo(2);
    assertThat(events).endsWith(new Finished(1, new SpokenText("")));
  }

  // ---- pause and resume

  @Test
  void aPauseFadesOutAndWhatFollowsFadesIn() {
    say(1, "one", 400);
    play(5);
    buffer.pause();
    short[] faded = play(1);
    assertThat(faded[0]).isEqualTo((short) 801);
    assertThat(faded[79]).isLessThan((short) 20);
    assertThat(Arrays.copyOfRange(faded, 80, 160)).containsOnly(0);
    assertThat(play(50)).containsOnly(0);
    buffer.resume();
    short[] back = play(1);
    assertThat(back[0]).isZero();
    assertThat(back[40]).isBetween((short) 70, (short) 90);
    assertThat(Arrays.copyOfRange(back, 80, 160)).isEqualTo(numbers(201, 80));
    assertThat(play(1)).isEqualTo(numbers(281, 160));
    play(20);
    assertThat(events)
        .containsExactly(
            new Started(1),
            new Paused(1, 100),
            new Resumed(1),
            new SegmentPlayed(1, new SpokenText("one")),
            new Finished(1, new SpokenText("one")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 20})
  void aFadeIsALineOverItsWholeLength(int fadeMs) {
    PlayoutBuffer fading = new PlayoutBuffer(settings(200, 400, 60, fadeMs), 8000);
    fading.begin(1);
    fading.add(new Sound(new AudioFrame(8000, numbers(1, 3200))));
    for (int n = 0; n < 5; n++) {
      fading.next();
    }
    fading.pause();
    short[] out = fading.next().samples();
    assertThat(fading.bufferedMs()).as("what fades is not played").isEqualTo(300);
    fading.resume();
    assertThat(fading.bufferedMs()).as("to the quietest place").isEqualTo(385);
    short[] in = fading.next().samples();
    assertThat(fading.bufferedMs()).isEqualTo(365);
    int length = 8 * fadeMs;
    for (int i = 0; i < 160; i++) {
      int left = i < length ? (801 + i) * (length - i) / length : 0;
      assertThat(out[i]).as("out, %d", i).isEqualTo((short) left);
      int come = i < length ? (121 + i) * i / length : 121 + i;
      assertThat(in[i]).as("in, %d", i).isEqualTo((short) come);
    }
    assertThat(fading.next().samples()).isEqualTo(numbers(281, 160));
  }

  @Test
  void aPauseThatIsTakenBackAtOnceIsNotHeard() {
    say(1, "one", 400);
    play(5);
    buffer.pause();
    buffer.resume();
    assertThat(play(1)).isEqualTo(numbers(801, 160));
  }

  @Test
  void aReplyMayBePausedBeforeItBegins() {
    buffer.begin(1);
    buffer.pause();
    segment("one", 100);
    buffer.end();
    assertThat(play(10)).containsOnly(0);
    assertThat(events()).containsExactly(new Paused(1, 0));
    buffer.resume();
    play(6);
    assertThat(events).endsWith(new Finished(1, new SpokenText("one")));
  }

  @Test
  void pausesAndResumesOfNothingAreNothing() {
    buffer.pause();
    buffer.resume();
    buffer.drop();
    assertThat(events()).isEmpty();
    say(1, "one", 100);
    buffer.resume();
    buffer.pause();
    buffer.pause();
    buffer.resume();
    buffer.resume();
    assertThat(events()).containsExactly(new Paused(1, 0), new Resumed(1));
  }

  @Test
  void aPauseBeforeTheFirstFrameAfterAnotherIsNotHeard() {
    say(1, "one", 400);
    play(5);
    buffer.pause();
    play(3);
    buffer.resume();
    buffer.pause();
    assertThat(play(1)).containsOnly(0);
    buffer.resume();
    assertThat(play(1)[0]).as("fades in").isZero();
    assertThat(play(1)).isEqualTo(numbers(281, 160));
  }

  @Test
  void whereASegmentWasHeardWholeNothingOfItIsSaidAgain() {
    buffer.begin(1);
    segment("One.", 200);
    segment("Two.", 200);
    buffer.end();
    play(10);
    assertThat(events()).contains(new SegmentPlayed(1, new SpokenText("One.")));
    buffer.pause();
    play(3);
    buffer.resume();
    assertThat(buffer.bufferedMs()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void howeverOftenItIsPausedNothingIsLost(long seed) {
    Random random = new Random(seed);
    PlayoutBuffer unfaded = new PlayoutBuffer(settings(200, 400, 60, 0), 8000);
    unfaded.begin(1);
    int given = 1;
    List<Short> heard = new ArrayList<>();
    for (int n = 0; n < 3000; n++) {
      if (unfaded.wantsMore()) {
        int size = 1 + random.nextInt(500);
        unfaded.add(new Sound(new AudioFrame(8000, numbers(given, size))));
        given += size;
      }
      switch (random.nextInt(20)) {
        case 0 -> unfaded.pause();
        case 1, 2 -> unfaded.resume();
        default -> {}
      }
      for (short sample : unfaded.next().samples()) {
        if (sample != 0) {
          heard.add(sample);
        }
      }
    }
    assertThat(heard.size()).isGreaterThan(50_000);
    int at = 0;
    for (short sample : heard) {
      int next = at + 1;
      while (next > at - 5600 && number(next) != sample) {
        next--;
      }
      assertThat(number(next)).as("after %d", at).isEqualTo(sample);
      at = next;
    }
  }

  @Test
  void itGoesOnAtTheGapBeforeTheWordThatWasCut() {
    buffer.begin(1);
    buffer.add(new SegmentBegins("one two"));
    short[] words = numbers(1000, 4000);
    Arrays.fill(words, 1000, 1400, (short) 0);
    buffer.add(new Sound(new AudioFrame(8000, words)));
    buffer.end();
    play(15);
    buffer.pause();
    play(10);
    buffer.resume();
    short[] back = play(20);
    int first = 0;
    while (back[first] == 0) {
      first++;
    }
    assertThat(first).isBetween(80, 200);
    assertThat(back[first]).isEqualTo(words[1400]);
  }

  @Test
  void itDoesNotGoBackBeforeTheSegmentNorTwiceOverTheSame() {
    buffer.begin(1);
    segment("One.", 100);
    segment("Two.", 400);
    buffer.end();
    play(6);
    buffer.pause();
    play(3);
    buffer.resume();
    assertThat(buffer.bufferedMs()).isEqualTo(400);
    play(1);
    buffer.pause();
    play(3);
    buffer.resume();
    assertThat(buffer.bufferedMs()).isEqualTo(400);
    play(30);
    assertThat(events())
        .contains(new SegmentPlayed(1, new SpokenText("Two.")))
        .endsWith(new Finished(1, new SpokenText("One. Two.")));
  }

  // ---- drop

  @Test
  void whatIsDroppedIsHeardUpToAWord() {
    say(1, "one two three four", 1000);
    play(25);
    buffer.pause();
    play(10);
    buffer.drop();
    assertThat(events())
        .containsExactly(
            new Started(1), new Paused(1, 500), new Dropped(1, new SpokenText("one two")));
    assertThat(play(5)).containsOnly(0);
    assertThat(buffer.bufferedMs()).isZero();
  }

  @Test
  void wholeSegmentsBeforeTheDropAreHeardWhole() {
    buffer.begin(1);
    segment("One.", 100);
    segment("Two three.", 100);
    segment("Four.", 100);
    buffer.end();
    play(8);
    buffer.drop();
    assertThat(events()).endsWith(new Paused(1, 160), new Dropped(1, new SpokenText("One. Two")));
  }

  @Test
  void ofSoundThatIsNotAllThereTheTextTellsTheLength() {
    buffer.begin(1);
    buffer.add(new SegmentBegins("one two three four five six seven eight nine ten"));
    sound(400);
    play(20);
    buffer.drop();
    assertThat(events()).endsWith(new Dropped(1, new SpokenText("one")));
  }

  @Test
  void aReplyThatHadNotBegunWasNotHeard() {
    buffer.begin(1);
    segment("one", 20);
    buffer.drop();
    assertThat(events()).containsExactly(new Paused(1, 0), new Dropped(1, new SpokenText("")));
  }

  @Test
  void nothingOfADroppedReplyIsHeardInTheNext() {
    buffer.begin(1);
    buffer.add(new Sound(Sounds.tones(16000, 200, -6, 440)));
    play(2);
    buffer.begin(2);
    buffer.add(new Sound(Sounds.silence(16000, 200)));
    buffer.end();
    assertThat(play(12)).containsOnly(0);
  }

  // ---- rates

  @ParameterizedTest
  @ValueSource(ints = {8000, 11025, 16000, 22050, 24000, 48000})
  void soundOfAnyRateLastsAsLong(int rateHz) {
    buffer.begin(1);
    buffer.add(new SegmentBegins("one"));
    buffer.add(new Sound(Sounds.tones(rateHz, 1000, -12, 440)));
    buffer.add(new SegmentEnds());
    buffer.end();
    int frames = 0;
    for (; buffer.speaking(); frames++) {
      buffer.next();
    }
    assertThat(frames).isBetween(50, 51);
  }

  @Test
  void theEndOfASegmentIsNotLeftInTheConverter() {
    short[] click = new short[3200];
    Arrays.fill(click, 3190, 3200, (short) 20_000);
    buffer.begin(1);
    buffer.add(new SegmentBegins("one"));
    buffer.add(new Sound(new AudioFrame(16000, click)));
    buffer.add(new SegmentEnds());
    buffer.end();
    short[] heard = play(11);
    int loudest = 0;
    for (short sample : heard) {
      loudest = Math.max(loudest, sample);
    }
    assertThat(loudest).isGreaterThan(10_000);
  }

  @Test
  void aLineThatTurnsOutToSpeakAnotherRateHearsTheRestAndNothingTwice() {
    AudioFrame tone = Sounds.tones(8000, 2000, -12, 440);
    buffer.begin(1);
    buffer.add(new SegmentBegins("one two three four"));
    for (AudioFrame piece : Sounds.pieces(tone, 1000)) {
      buffer.add(new Sound(piece));
    }
    buffer.add(new SegmentEnds());
    buffer.end();
    play(7);
    int before = buffer.bufferedMs();
    buffer.rate(16000);
    assertThat(buffer.bufferedMs()).isBetween(before - 5, before);
    assertThat(buffer.next()).satisfies(frame -> assertThat(frame.samples()).hasSize(320));
    int frames = 8;
    for (; buffer.speaking(); frames++) {
      assertThat(buffer.next().rateHz()).isEqualTo(16000);
    }
    assertThat(frames).isBetween(99, 101);
    assertThat(events()).endsWith(new Finished(1, new SpokenText("one two three four")));
    assertThat(buffer.next().samples()).hasSize(320).containsOnly(0);
  }

  @Test
  void whatWasPlayedIsMeasuredInTimeAcrossARateChange() {
    say(1, "one two three four", 1000);
    play(25);
    buffer.rate(16000);
    buffer.pause();
    buffer.drop();
    assertThat(events()).endsWith(new Paused(1, 500), new Dropped(1, new SpokenText("one two")));
  }

  @ParameterizedTest(name = "{0} Hz, then {1} Hz, after {2} frames")
  @CsvSource({
    "8000, 16000, 1",
    "8000, 16000, 7",
    "8000, 11025, 7",
    "8000, 48000, 30",
    "16000, 8000, 7",
    "48000, 8000, 7",
    "48000, 44100, 3"
  })
  void eachSegmentIsToldPlayedThoughTheRateChangedInTheMidst(int fromHz, int toHz, int after) {
    PlayoutBuffer other = new PlayoutBuffer(SETTINGS, fromHz);
    other.begin(1);
    List<SpokenText> words = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      words.add(new SpokenText("word" + n));
      other.add(new SegmentBegins("word" + n));
      for (AudioFrame piece : Sounds.pieces(Sounds.tones(fromHz, 101, -12, 440), 77)) {
        other.add(new Sound(piece));
      }
      other.add(new SegmentEnds());
    }
    other.end();
    List<PlayoutEvent> told = new ArrayList<>();
    for (int frame = 0; other.speaking(); frame++) {
      if (frame == after) {
        int before = other.bufferedMs();
        other.rate(toHz);
        assertThat(other.bufferedMs()).isBetween(before - 1, before);
      }
      other.next();
      told.addAll(other.takeEvents());
    }
    assertThat(told)
        .filteredOn(SegmentPlayed.class::isInstance)
        .extracting(event -> ((SegmentPlayed) event).words())
        .isEqualTo(words);
    assertThat(told).last().isInstanceOf(Finished.class);
  }

  @Test
  void aSegmentWithoutSoundIsNotHeardThoughTheVoiceHasAnotherRate() {
    buffer.begin(1);
    buffer.add(new SegmentBegins("one"));
    buffer.add(new Sound(Sounds.tones(24_000, 100, -12, 440)));
    buffer.add(new SegmentEnds());
    segment("lost", 0);
    buffer.end();
    play(10);
    assertThat(events).endsWith(new Finished(1, new SpokenText("one")));
  }

  @Test
  void aSegmentWithoutSoundIsNotHeardByAChangeOfRate() {
    buffer.begin(1);
    segment("one", 200);
    buffer.add(new SegmentBegins("lost"));
    play(2);
    buffer.rate(16_000);
    buffer.add(new SegmentEnds());
    buffer.end();
    play(10);
    assertThat(events)
        .containsExactly(
            new Started(1),
            new SegmentPlayed(1, new SpokenText("one")),
            new Finished(1, new SpokenText("one")));
  }

  // ---- lines that play later than they are given

  @Test
  void whatTheLineHasNotPlayedIsNotHeard() {
    buffer.behind(3);
    buffer.begin(1);
    segment("one", 100);
    segment("two", 100);
    buffer.end();
    play(7);
    assertThat(events).containsExactly(new Started(1));
    play(1);
    assertThat(events).endsWith(new SegmentPlayed(1, new SpokenText("one")));
    play(4);
    assertThat(buffer.speaking()).isTrue();
    assertThat(events).endsWith(new SegmentPlayed(1, new SpokenText("one")));
    play(1);
    assertThat(events)
        .endsWith(
            new SegmentPlayed(1, new SpokenText("two")),
            new Finished(1, new SpokenText("one two")));
  }

  @Test
  void whatTheLineHasNotPlayedWaitsAgainAfterAPause() {
    say(1, "one two three four", 400);
    buffer.behind(2);
    play(10);
    assertThat(buffer.pause()).isTrue();
    assertThat(events()).endsWith(new Paused(1, 160));
    assertThat(play(1)[0]).as("fades where the ear is").isEqualTo((short) 1281);
    play(5);
    buffer.resume();
    assertThat(play(20)).contains(numbers(1441, 1000));
    play(5);
    assertThat(events).endsWith(new Finished(1, new SpokenText("one two three four")));
  }

  @Test
  void whatTheLineHasNotPlayedOfAReplyThatIsDroppedWasNotHeard() {
    buffer.begin(1);
    segment("one", 200);
    segment("two", 200);
    buffer.end();
    buffer.behind(2);
    play(11);
    buffer.drop();
    assertThat(events())
        .containsExactly(new Started(1), new Paused(1, 180), new Dropped(1, new SpokenText("")));
  }

  @Test
  void aLineIsFlushedOnlyForSpeech() {
    buffer.behind(2);
    assertThat(buffer.pause()).isFalse();
    say(1, "one", 400);
    assertThat(buffer.pause()).as("nothing was let go").isFalse();
    buffer.resume();
    play(5);
    assertThat(buffer.pause()).isTrue();
    assertThat(buffer.pause()).as("paused already").isFalse();
  }

  @Test
  void whatTheLineHasNotToldOfInTimeIsNotHeard() {
    say(1, "one", 2000);
    buffer.behind(2);
    play(10);
    buffer.asked();
    play(20);
    buffer.behind(12);
    buffer.asked();
    play(20);
    buffer.pause();
    assertThat(events()).endsWith(new Paused(1, 620));
  }

  @Test
  void aNewReplyFlushesWhatTheLineHasNotPlayed() {
    buffer.behind(2);
    say(1, "one", 400);
    play(5);
    assertThat(buffer.begin(2)).isTrue();
    assertThat(buffer.begin(3)).isFalse();
  }

  @Test
  void whatWasTakenBackIsNotTakenBackAgain() {
    buffer.behind(2);
    say(1, "one", 400);
    play(10);
    buffer.pause();
    buffer.resume();
    assertThat(buffer.pause()).isFalse();
    assertThat(events()).containsOnlyOnce(new Resumed(1)).endsWith(new Paused(1, 160));
  }

  @Test
  void whatWasSentAtAnotherRateCountsAsHeard() {
    buffer.behind(3);
    say(1, "one two three four", 1000);
    play(10);
    buffer.rate(16_000);
    assertThat(buffer.pause()).isFalse();
    assertThat(events()).endsWith(new Paused(1, 200));
  }

  @Test
  void aLineThatIsGivenNothingPlaysWhatItHas() {
    buffer.behind(2);
    say(1, "one", 40);
    play(2);
    buffer.rest();
    assertThat(buffer.speaking()).isTrue();
    buffer.rest();
    assertThat(buffer.speaking()).isFalse();
    assertThat(events()).endsWith(new Finished(1, new SpokenText("one")));
  }

  @Test
  void aLineThatNeverTellsPlaysAtOnce() {
    say(1, "one", 2000);
    play(10);
    buffer.asked();
    play(20);
    assertThat(buffer.pause()).isFalse();
    assertThat(events()).endsWith(new Paused(1, 600));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1_000_000})
  void aLineThatTellsNonsenseIsNotBelieved(int behind) {
    say(1, "one", 2000);
    play(60);
    buffer.behind(behind);
    buffer.pause();
    assertThat(events()).endsWith(new Paused(1, behind < 0 ? 1200 : 400));
  }

  // ---- positions, words and marks

  @Test
  void whereItHasGotToIsToldFiveTimesASecondAndAtTheEnd() {
    buffer.begin(1);
    segment("one", 300);
    segment("two", 180);
    buffer.end();
    play(30);
    assertThat(positions)
        .containsExactly(
            new AnswerStarted(1),
            new SegmentStarted(1, 1, new SpokenText("one")),
            new Reached(1, 1, 200, 200),
            new Reached(1, 1, 300, 300),
            new SegmentStarted(1, 2, new SpokenText("two")),
            new Reached(1, 2, 180, 480),
            new Reached(1, 2, 180, 480));
  }

  @Test
  void theAnswerBeginsBehindWordsForAWait() {
    buffer.begin(1);
    buffer.add(new SegmentBegins("wait", SpokenPart.Kind.FILLER));
    sound(300);
    buffer.add(new SegmentEnds());
    segment("one", 300);
    buffer.end();
    play(15);
    assertThat(events()).startsWith(new Started(1));
    assertThat(positions).doesNotContain(new AnswerStarted(1));
    play(1);
    events();
    assertThat(positions).containsOnlyOnce(new AnswerStarted(1));
    play(20);
    SpokenText filler = SpokenText.of(SpokenPart.Kind.FILLER, "wait");
    assertThat(events())
        .endsWith(
            new SegmentPlayed(1, filler),
            new SegmentPlayed(1, new SpokenText("one")),
            new Finished(1, filler.then(new SpokenText("one"))));
    assertThat(positions).containsOnlyOnce(new AnswerStarted(1));
    say(2, "two", 40);
    play(3);
    events();
    assertThat(positions).containsOnlyOnce(new AnswerStarted(2));
  }

  @Test
  void anApologyIsNoAnswer() {
    buffer.begin(1);
    buffer.add(new SegmentBegins("sorry", SpokenPart.Kind.APOLOGY));
    sound(300);
    buffer.add(new SegmentEnds());
    buffer.end();
    play(20);
    assertThat(events()).endsWith(new Finished(1, SpokenText.of(SpokenPart.Kind.APOLOGY, "sorry")));
    assertThat(positions).doesNotContain(new AnswerStarted(1));
  }

  @Test
  void aSentenceIsCutWhereItsVoiceSaysThatAWordEnds() {
    buffer.begin(1);
    buffer.add(new SegmentBegins("one two three four"));
    buffer.add(new Said(3, 300));
    sound(200);
    buffer.add(new Said(7, 310));
    sound(200);
    buffer.add(new SegmentEnds());
    buffer.end();
    play(15);
    buffer.drop();
    assertThat(events()).endsWith(new Dropped(1, new SpokenText("one")));
  }

  @Test
  void marksAreReachedWhenAllBeforeThemWasHeard() {
    buffer.behind(1);
    buffer.begin(1);
    buffer.add(new Mark("at once"));
    buffer.add(new SegmentBegins(""));
    sound(40);
    buffer.add(new Mark("a"));
    sound(40);
    buffer.add(new Mark("b"));
    buffer.add(new Mark("c"));
    play(1);
    assertThat(events).containsExactly(new Started(1), new MarkReached(1, "at once"));
    play(2);
    assertThat(events).endsWith(new MarkReached(1, "a"));
    play(1);
    assertThat(events).endsWith(new MarkReached(1, "a"));
    play(1);
    assertThat(events).endsWith(new MarkReached(1, "b"), new MarkReached(1, "c"));
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> settings(500, 400, 60, 10))
        .hasMessage("low-water is 500 ms; allowed: 20 to 400 ms");
    assertThatThrownBy(() -> settings(200, 400, 60, 30))
        .hasMessage("fade is 30 ms; allowed: 0 to 20 ms");
  }

  static PlayoutSettings settings(int lowMs, int highMs, int startMs, int fadeMs) {
    return new PlayoutSettings(
        Duration.ofMillis(lowMs),
        Duration.ofMillis(highMs),
        Duration.ofMillis(startMs),
        Duration.ofMillis(fadeMs));
  }

  private void say(int turn, String words, int ms) {
    buffer.begin(turn);
    next = 1;
    segment(words, ms);
    buffer.end();
  }

  private void segment(String words, int ms) {
    buffer.add(new SegmentBegins(words));
    if (ms > 0) {
      sound(ms);
    }
    buffer.add(new SegmentEnds());
  }

  private void sound(int ms) {
    buffer.add(new Sound(new AudioFrame(8000, numbers(next, 8 * ms))));
    next += 8 * ms;
  }

  private short[] play(int frames) {
    short[] heard = new short[0];
    for (int n = 0; n < frames; n++) {
      AudioFrame frame = buffer.next();
      heard = Sounds.then(new AudioFrame(8000, heard), frame).samples();
      collect();
    }
    return heard;
  }

  /** Where a reply has got to is told all the time; tests about that look for themselves. */
  private void collect() {
    for (PlayoutEvent event : buffer.takeEvents()) {
      boolean position = event instanceof Reached
          || event instanceof SegmentStarted
          || event instanceof AnswerStarted;
      (position ? positions : events).add(event);
    }
  }

  private List<PlayoutEvent> events() {
    collect();
    return events;
  }

  private static short[] numbers(int from, int count) {
    short[] numbers = new short[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number(from + i);
    }
    return numbers;
  }

  private static short number(int n) {
    return (short) (1 + (n - 1) % 30_000);
  }
}
