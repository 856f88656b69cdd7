package talkspurt.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallRequest;
import talkspurt.call.EndReason;
import talkspurt.call.SpokenText;
import talkspurt.call.TranscriptEntry;
import talkspurt.control.Playback;
import talkspurt.control.Playback.Kind;
import talkspurt.fake.CallScene;
import talkspurt.fake.FakePhone;
import talkspurt.fake.FakeSynthesizer;

/** What is told of playback is what the caller's ear has got, however late the line plays. */
class PlayedScenarioTest {

  private static final String FIRST = "We are open from nine to five.";
  private static final String SECOND = "On Saturdays we are open from ten to two.";

  private final CallScene scene = new CallScene().announce();

  @AfterEach
  void end() {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 300",
    "0, 1110",
    "1, 300",
    "3, 300",
    "3, 470",
    "3, 1110",
    "10, 300",
    "10, 1110",
    "30, 1400"
  })
  void aKeyStopsItWhereItIsTold(int lateFrames, int afterMs) {
    FakePhone phone = answered(lateFrames);
    phone.passUntilHears(FIRST);
    phone.pass(afterMs);
    phone.press('1');
    phone.pass(1000);
    assertThat(scene.last(CallerInterrupted.class).playedMs())
        .isCloseTo(heardMs(phone, FIRST), within(40));
    assertThat(phone.flushes()).isEqualTo(lateFrames == 0 ? 0 : 1);
    String told = scene.last(FloorYielded.class).heard().text();
    assertThat(FIRST).startsWith(told);
    assertThat(told.length())
        .isLessThanOrEqualTo(
            FIRST.length() * (heardMs(phone, FIRST) + 40) / FakeSynthesizer.lengthMs(FIRST));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 10})
  void aVoiceStopsItAtOnceAndWhatWaitedInTheLineIsSaidAfterAll(int lateFrames) {
    FakePhone phone = answered(lateFrames);
    phone.passUntilHears(FIRST);
    phone.pass(500);
    phone.caller().says("okay", 240);
    phone.pass(200);
    assertThat(phone.hearsNow()).isEmpty();
    assertThat(scene.last(CallerInterrupted.class).playedMs())
        .isCloseTo(heardMs(phone, FIRST), within(40));
    phone.passUntilHears(SECOND);
    phone.passUntilQuiet();
    assertThat(scene.last(ReplyPlayed.class).heard().text()).isEqualTo(FIRST + " " + SECOND);
    int lengthMs = FakeSynthesizer.lengthMs(FIRST);
    assertThat(heardMs(phone, FIRST)).isBetween(lengthMs, lengthMs + 700);
  }

  @Test
  void aReplyIsOverWhenItsLastWordWasHeardNotWhenItWasSent() {
    FakePhone phone = answered(20);
    phone.passUntilHears(SECOND);
    phone.pass(FakeSynthesizer.lengthMs(SECOND) - 100);
    assertThat(scene.doing()).isEqualTo("Speaking");
    phone.passUntilQuiet();
    phone.pass(40);
    assertThat(scene.doing()).isEqualTo("Listening");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void whatWasHeardBeforeTheCallerHungUpInTheMiddleOfASentenceIsInTheTranscript(int lateFrames) {
    FakePhone phone = answered(lateFrames);
    phone.passUntilHears(SECOND);
    phone.pass(FakeSynthesizer.lengthMs(SECOND) / 2);
    phone.hangUp();
    scene.door().ask(CallScene.CALL, new CallRequest.End(EndReason.CALLER_HUNG_UP));
    List<TranscriptEntry> transcript = scene.state().file().transcript();
    String last = transcript.get(transcript.size() - 1).words().text();
    assertThat(FIRST + " " + SECOND).startsWith(last);
    assertThat(last).startsWith(FIRST + " On Saturdays").doesNotContain("two.");
  }

  @Test
  void whoLooksOnSeesEachSegmentWhereItHasGotTo() {
    FakePhone phone = answered(3);
    phone.passUntilHears(FIRST);
    phone.passUntilQuiet();
    assertThat(scene.playback())
        .filteredOn(seen -> seen.turn() == 1)
        .filteredOn(seen -> seen.kind() != Kind.PLAYED)
        .extracting(Playback::kind, Playback::segment, Playback::words)
        .containsExactly(
            tuple(Kind.SEGMENT_STARTED, 1, new SpokenText(FIRST)),
            tuple(Kind.SEGMENT_PLAYED, 1, new SpokenText(FIRST)),
            tuple(Kind.SEGMENT_STARTED, 2, new SpokenText(SECOND)),
            tuple(Kind.SEGMENT_PLAYED, 2, new SpokenText(SECOND)),
            tuple(Kind.FINISHED, 2, new SpokenText(FIRST + " " + SECOND)));
    assertThat(scene.playback())
        .filteredOn(seen -> seen.turn() == 1 && seen.kind() == Kind.PLAYED)
        .extracting(Playback::replyMs)
        .isSorted()
        .hasSizeGreaterThan(10)
        .endsWith(FakeSynthesizer.lengthMs(FIRST) + FakeSynthesizer.lengthMs(SECOND));
  }

  private FakePhone answered(int lateFrames) {
    scene.responder().to("what are your hours", FIRST, SECOND);
    FakePhone phone = scene.dial().playsLate(lateFrames);
    phone.passUntilHears(CallScene.GREETING);
    phone.passUntilQuiet();
    phone.caller().says("what are your hours", 1500);
    return phone;
  }

  private static int heardMs(FakePhone phone, String words) {
    return phone.heard().stream()
        .filter(said -> said.words().equals(words))
        .mapToInt(FakePhone.Said::ms)
        .sum();
  }
}
