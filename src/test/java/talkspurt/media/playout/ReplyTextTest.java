package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import talkspurt.call.SpokenPart.Kind;
import talkspurt.call.SpokenText;

/** At 1000 Hz a sample is a millisecond. */
class ReplyTextTest {

  private final ReplyText text = new ReplyText(1000);
  private long at;

  private ReplyTextTest say(Kind kind, String words, long ms) {
    text.begin(words, kind, at);
    at += ms;
    text.sounds(at);
    text.end(at);
    return this;
  }

  private static SpokenText part(Kind kind, String words) {
    return SpokenText.of(kind, words);
  }

  @Test
  void theAnswerBeginsBehindFillers() {
    say(Kind.FILLER, "One moment.", 1000)
        .say(Kind.FILLER, "Still at it.", 500)
        .say(Kind.ANSWER, "From nine.", 800);
    assertThat(text.answers(0)).isFalse();
    assertThat(text.answers(1500)).isFalse();
    assertThat(text.answers(1501)).isTrue();
    assertThat(text.answers(2300)).isTrue();
  }

  @Test
  void fillersAndApologiesAreNoAnswer() {
    say(Kind.FILLER, "One moment.", 1000).say(Kind.APOLOGY, "Sorry.", 500);
    assertThat(text.answers(1500)).isFalse();
  }

  @Test
  void anAnswerWithoutSoundHasNotBegun() {
    text.begin("From nine.", Kind.ANSWER, 0);
    text.breakOff(0);
    say(Kind.APOLOGY, "Sorry.", 500);
    assertThat(text.answers(500)).isFalse();
  }

  @Test
  void soundWithoutWordsIsTheAnswer() {
    text.sounds(20);
    assertThat(text.answers(0)).isFalse();
    assertThat(text.answers(1)).isTrue();
  }

  @Test
  void ofASegmentThatBreaksOnlyTheWordsThatThereWasSoundForAreHeard() {
    text.begin("one two three four", Kind.ANSWER, 0);
    text.sounds(500);
    text.breakOff(500);
    text.sounds(900);
    assertThat(text.heard(900, 900)).isEqualTo(new SpokenText("one two"));
    assertThat(text.pass(500))
        .containsExactly(
            new ReplyText.Passed.Beginning(1, new SpokenText("one two three four")),
            new ReplyText.Passed.End(new SpokenText("one two")));
  }

  @Test
  void whatHasEndedNeitherBreaksNorEndsAgain() {
    text.breakOff(0);
    text.end(0);
    say(Kind.ANSWER, "one two three four", 500);
    text.breakOff(400);
    text.end(900);
    assertThat(text.heard(500, 900)).isEqualTo(new SpokenText("one two three four"));
    assertThat(text.pass(900)).hasSize(2);
  }

  @Test
  void aSegmentThatEndedWithoutSoundIsNotBegunByTheSoundThatFollows() {
    text.begin("lost", Kind.ANSWER, 0);
    text.sounds(0);
    text.end(0);
    text.sounds(20);
    assertThat(text.pass(20)).isEmpty();
    assertThat(text.answers(20)).isFalse();
  }

  @Test
  void noSoundWithoutWordsIsNoAnswer() {
    text.sounds(0);
    say(Kind.FILLER, "One moment.", 1000);
    assertThat(text.answers(1000)).isFalse();
  }

  @Test
  void theAnswerIsWhereItWasAtAnotherRate() {
    say(Kind.FILLER, "One moment.", 1000).say(Kind.ANSWER, "From nine.", 800);
    text.rate(2000);
    assertThat(text.answers(2000)).isFalse();
    assertThat(text.answers(2001)).isTrue();
  }

  @Test
  void whatWasHeardIsToldWithWhatItWasFor() {
    say(Kind.FILLER, "One moment.", 1000)
        .say(Kind.ANSWER, "one two three four", 1000)
        .say(Kind.APOLOGY, "Sorry.", 500);
    assertThat(text.heard(600, at)).isEqualTo(part(Kind.FILLER, "One"));
    assertThat(text.heard(1000, at)).isEqualTo(part(Kind.FILLER, "One moment."));
    assertThat(text.heard(1500, at))
        .isEqualTo(part(Kind.FILLER, "One moment.").then(new SpokenText("one two")));
    assertThat(text.heard(2500, at))
        .isEqualTo(part(Kind.FILLER, "One moment.")
            .then(new SpokenText("one two three four"))
            .then(part(Kind.APOLOGY, "Sorry.")));
    assertThat(text.heardInPart(600, at)).isEqualTo(part(Kind.FILLER, "One"));
    assertThat(text.heardInPart(1000, at)).isEqualTo(SpokenText.NOTHING);
    assertThat(text.heardInPart(1500, at)).isEqualTo(new SpokenText("one two"));
  }

  @Test
  void whatIsPassedIsToldWithWhatItWasFor() {
    say(Kind.FILLER, "One moment.", 1000).say(Kind.ANSWER, "From nine.", 800);
    assertThat(text.pass(2000))
        .containsExactly(
            new ReplyText.Passed.Beginning(1, part(Kind.FILLER, "One moment.")),
            new ReplyText.Passed.End(part(Kind.FILLER, "One moment.")),
            new ReplyText.Passed.Beginning(2, new SpokenText("From nine.")),
            new ReplyText.Passed.End(new SpokenText("From nine.")));
    assertThat(text.pass(2000)).isEmpty();
  }
}
