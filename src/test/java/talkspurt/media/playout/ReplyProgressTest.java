package talkspurt.media.playout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.SpokenPart.Kind;
import talkspurt.call.SpokenText;
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

/** At 1000 Hz a sample is a millisecond. */
class ReplyProgressTest {

  private static final SpokenText ONE = new SpokenText("one two");
  private static final SpokenText TWO = new SpokenText("three four");

  private final ReplyProgress reply = new ReplyProgress(1000);

  /** "one two" from 0 to 500, a mark, "three four" from 500 to 900. */
  private void say(int turn) {
    reply.begin(turn);
    segment(ONE, 0, 500);
    reply.text().mark("m", 500);
    segment(TWO, 500, 900);
  }

  private void segment(SpokenText words, long from, long to) {
    reply.text().begin(words.text(), Kind.ANSWER, from);
    reply.text().sounds(to);
    reply.text().end(to);
  }

  @Test
  void aReplyBuffersPlaysAndIsOver() {
    assertThat(reply.speaking()).isFalse();
    reply.begin(7);
    assertThat(reply.speaking()).isTrue();
    assertThat(reply.started()).isFalse();
    assertThat(reply.complete()).isFalse();
    reply.start(true);
    assertThat(reply.started()).isTrue();
    reply.end();
    assertThat(reply.complete()).isTrue();
    assertThat(reply.speaking()).isTrue();
    reply.clear();
    assertThat(reply.speaking()).isFalse();
    assertThat(reply.complete()).isFalse();
    assertThat(reply.takeEvents()).containsExactly(new Started(7));
    assertThat(reply.takeEvents()).isEmpty();
    reply.begin(8);
    assertThat(reply.started()).isFalse();
    reply.start(false);
    assertThat(reply.started()).isTrue();
    assertThat(reply.takeEvents()).as("no sound").isEmpty();
  }

  @Test
  void theAnswerIsToldWhenItIsSentOnce() {
    say(3);
    reply.sent(0);
    assertThat(reply.takeEvents()).isEmpty();
    reply.sent(1);
    reply.sent(2);
    assertThat(reply.takeEvents()).containsExactly(new AnswerStarted(3));
    reply.clear();
    say(4);
    reply.sent(1);
    assertThat(reply.takeEvents()).containsExactly(new AnswerStarted(4));
  }

  @Test
  void whatIsPassedIsToldOnceWithWhereThatIs() {
    say(1);
    reply.heard(0);
    assertThat(reply.takeEvents()).isEmpty();
    reply.heard(1);
    assertThat(reply.takeEvents()).containsExactly(new SegmentStarted(1, 1, ONE));
    reply.heard(199);
    assertThat(reply.takeEvents()).isEmpty();
    reply.heard(200);
    assertThat(reply.takeEvents()).containsExactly(new Reached(1, 1, 200, 200));
    reply.heard(399);
    assertThat(reply.takeEvents()).isEmpty();
    reply.heard(510);
    assertThat(reply.takeEvents())
        .containsExactly(
            new Reached(1, 2, 10, 510),
            new SegmentPlayed(1, ONE),
            new MarkReached(1, "m"),
            new SegmentStarted(1, 2, TWO));
    reply.heard(400);
    reply.heard(709);
    assertThat(reply.takeEvents()).as("within 200 ms of 510").isEmpty();
    reply.heard(710);
    assertThat(reply.takeEvents()).containsExactly(new Reached(1, 2, 210, 710));
  }

  @Test
  void pauseAndEndsTellWhereTheyAre() {
    say(2);
    reply.paused(600);
    reply.resumed();
    reply.dropped(700, 900);
    reply.finished(900);
    assertThat(reply.takeEvents())
        .containsExactly(
            new Reached(2, 2, 100, 600),
            new Paused(2, 600),
            new Resumed(2),
            new Dropped(2, ONE.then(new SpokenText("three"))),
            new Reached(2, 2, 400, 900),
            new Finished(2, ONE.then(TWO)));
  }

  @Test
  void aPauseTellsThePositionToo() {
    reply.begin(1);
    reply.paused(150);
    reply.heard(349);
    assertThat(reply.takeEvents()).containsExactly(new Reached(1, 0, 150, 150), new Paused(1, 150));
    reply.heard(350);
    assertThat(reply.takeEvents()).containsExactly(new Reached(1, 0, 350, 350));
  }

  @Test
  void ofSoundThatIsNotAllThereItIsKnownHowMuchThereIs() {
    reply.begin(1);
    reply.text().begin("one two", Kind.ANSWER, 0);
    reply.text().sounds(2000);
    reply.dropped(1200, 2000);
    assertThat(reply.takeEvents()).containsExactly(new Dropped(1, new SpokenText("one")));
    assertThat(reply.cut(1200, 2000)).contains(new TtsCut(1, new SpokenText("one")));
    assertThat(reply.cut(1200, 6000)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest(name = "at {0}: {1} heard, {2} cut")
  @CsvSource(
      value = {
        "0, NONE, 0",
        "100, NONE, 100",
        "300, one, 300",
        "499, one, 499",
        "500, NONE, 0",
        "501, NONE, 1",
        "700, three, 200",
        "900, NONE, 0",
        "950, NONE, 50"
      },
      nullValues = "NONE")
  void whatIsCutIsTheSegmentThatIsNotHeardWhole(long position, String words, long samples) {
    say(5);
    Optional<TtsCut> cut =
        Optional.ofNullable(words).map(said -> new TtsCut(5, new SpokenText(said)));
    assertThat(reply.cut(position, 900)).isEqualTo(cut);
    assertThat(reply.cutSamples(position)).isEqualTo(samples);
  }

  @Test
  void withoutWordsAllThatWasHeardIsCut() {
    reply.begin(1);
    reply.text().sounds(500);
    assertThat(reply.cutSamples(300)).isEqualTo(300);
    assertThat(reply.cut(300, 500)).isEmpty();
  }

  @Test
  void positionsAreTimesAtAnotherRate() {
    say(1);
    reply.heard(450);
    reply.takeEvents();
    reply.rate(2000);
    reply.heard(998);
    assertThat(reply.takeEvents()).as("499 ms, after 450").isEmpty();
    reply.heard(1002);
    assertThat(reply.takeEvents())
        .contains(new Reached(1, 2, 1, 501), new SegmentPlayed(1, ONE))
        .hasSize(4);
    reply.heard(1400);
    assertThat(reply.takeEvents()).as("700 ms, after 501").isEmpty();
    reply.heard(1402);
    assertThat(reply.takeEvents()).containsExactly(new Reached(1, 2, 201, 701));
    reply.rate(1000);
    reply.heard(900);
    assertThat(reply.takeEvents())
        .containsExactly(new Reached(1, 2, 400, 900), new SegmentPlayed(1, TWO));
  }

  @Test
  void nothingOfAReplyThatIsOverIsToldOfTheNext() {
    say(1);
    reply.heard(450);
    reply.clear();
    reply.takeEvents();
    reply.begin(2);
    reply.heard(200);
    assertThat(reply.takeEvents()).containsExactly(new Reached(2, 0, 200, 200));
    reply.dropped(450, 900);
    assertThat(reply.takeEvents()).containsExactly(new Dropped(2, SpokenText.NOTHING));
  }

  @Test
  void theNextReplyHasTheNewRate() {
    reply.rate(2000);
    reply.clear();
    say(1);
    reply.dropped(200, 900);
    assertThat(reply.takeEvents()).containsExactly(new Dropped(1, new SpokenText("")));
    reply.heard(398);
    assertThat(reply.takeEvents()).containsExactly(new SegmentStarted(1, 1, ONE));
    reply.heard(400);
    assertThat(reply.takeEvents()).containsExactly(new Reached(1, 1, 200, 200));
  }
}
