package talkspurt.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.stt.SttTalk.Told;
import talkspurt.websocket.SocketMessage;

class ListenTalkTest {

  private final ListenTalk talk = new ListenTalk(16_000, false);

  @Test
  void anEndIsAnsweredByWhatWasFinalized() {
    talk.audio(1, new short[16_000]);
    assertThat(hear(0, 0.5, false, false, "one")).containsExactly(new Told.Words(1, "one"));
    assertThat(talk.end(1)).containsExactly(new SocketMessage.Text("{\"type\":\"Finalize\"}"));
    assertThat(hear(0, 0.9, true, true, "one two"))
        .containsExactly(new Told.Settled(1, "one two", 14_400), new Told.Done(1));
  }

  @Test
  void anEndIsAnsweredByWordsThatReachToIt() {
    talk.audio(1, new short[16_000]);
    talk.end(1);
    assertThat(hear(0, 0.6, true, false, "one")).containsExactly(new Told.Settled(1, "one", 9600));
    assertThat(hear(0.6, 0.4, true, false, ""))
        .containsExactly(new Told.Settled(1, "", 16_000), new Told.Done(1));
  }

  @Test
  void wordsBelongToTheUtteranceInWhoseSoundTheyLie() {
    talk.audio(1, new short[16_000]);
    talk.end(1);
    talk.audio(2, new short[8000]);
    talk.end(2);
    assertThat(hear(0.2, 0.8, true, true, "one"))
        .containsExactly(new Told.Settled(1, "one", 16_000), new Told.Done(1));
    assertThat(hear(1.0, 0.3, false, false, "two")).containsExactly(new Told.Words(2, "two"));
    assertThat(hear(1.0, 0.5, true, true, "two"))
        .containsExactly(new Told.Settled(2, "two", 8000), new Told.Done(2));
  }

  @Test
  void anAnswerOfNoLengthAtTheBorderIsThatOfTheUtteranceBefore() {
    talk.audio(1, new short[16_000]);
    talk.end(1);
    talk.audio(2, new short[8000]);
    assertThat(hear(1.0, 0, true, true, ""))
        .containsExactly(new Told.Settled(1, "", 16_000), new Told.Done(1));
  }

  @Test
  void howMuchItHeardInAllIsToldBehindAGoodbye() {
    talk.audio(1, new short[16_000]);
    talk.audio(2, new short[8000]);
    assertThat(talk.sent()).isEqualTo(24_000);
    assertThat(talk.goodbye())
        .containsExactly(new SocketMessage.Text("{\"type\":\"CloseStream\"}"));
    assertThat(talk.hear(new SocketMessage.Text("{\"type\":\"Metadata\",\"duration\":1.4996}")))
        .containsExactly(new Told.TookSound(1500, 24_000));
  }

  @Test
  void otherMessagesMeanNothing() {
    for (String message :
        List.of("{\"type\":\"SpeechStarted\"}", "{\"type\":\"Metadata\",\"duration\":\"1\"}")) {
      assertThat(talk.hear(new SocketMessage.Text(message))).isEmpty();
    }
    assertThat(hear(0, 0, true, true, "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1011, NET-0001 no audio, UNREACHABLE, 'closed with 1011, NET-0001'",
    "1008, DATA-0000 undecodable, REJECTED_REQUEST, 'closed with 1008, DATA-0000'",
    "1000, '', UNREACHABLE, 'closed with 1000, no known reason'"
  })
  void whyItClosedIsKnownByTheWordNotTheNumber(int code, String reason, Kind kind, String detail) {
    assertThat(talk.closed(code, reason).kind()).isEqualTo(kind);
    assertThat(talk.closed(code, reason).detail()).isEqualTo(detail);
  }

  private List<Told> hear(
      double start, double duration, boolean last, boolean finalized, String words) {
    return talk.hear(new SocketMessage.Text(String.format(
        Locale.ROOT,
        "{\"type\":\"Results\",\"start\":%.3f,\"duration\":%.3f,\"is_final\":%b,"
            + "\"from_finalize\":%b,\"channel\":{\"alternatives\":[{\"transcript\":\"%s\"}]}}",
        start,
        duration,
        last,
        finalized,
        words)));
  }
}
