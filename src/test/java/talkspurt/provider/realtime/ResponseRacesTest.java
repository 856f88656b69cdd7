package talkspurt.provider.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.provider.realtime.ResponseRaces.Busy;

class ResponseRacesTest {

  private final ResponseRaces races = new ResponseRaces();

  @ParameterizedTest
  @CsvSource({
    "response_cancel_not_active, '', true",
    "response_cancel_not_active, cancel-r1, true",
    "response_cancel_not_active, of-the-servers-own, true",
    "response_cancel_not_active, cancel-r0, false",
    "some_other_word, cancel-r1, true",
    "some_other_word, '', false",
    "invalid_request_error, '', false"
  })
  void anErrorMayTellThatThereIsNothingToCancel(String code, String cause, boolean told) {
    ServerEvent.Fault fault = new ServerEvent.Fault(code, cause);
    assertThat(races.nothingToCancel(fault, "r1")).isFalse();
    races.cancel(1000);
    assertThat(races.nothingToCancel(fault, "r1")).isEqualTo(told);
    races.settle();
    assertThat(races.nothingToCancel(fault, "r1")).isFalse();
  }

  @Test
  void errorsThatCameTooLateMeanNothing() {
    assertThat(ResponseRaces.late(new ServerEvent.Fault("response_cancel_not_active", "")))
        .isTrue();
    assertThat(ResponseRaces.late(new ServerEvent.Fault("x", "cancel-r7"))).isTrue();
    assertThat(ResponseRaces.late(new ServerEvent.Fault("x", "respond-1"))).isFalse();
  }

  @Test
  void theEndOfACancelledResponseIsWaitedForTwoSeconds() {
    assertThat(races.cancelUnanswered(99_000)).isFalse();
    races.cancel(1000);
    assertThat(races.cancelUnanswered(2999)).isFalse();
    assertThat(races.cancelUnanswered(3000)).isTrue();
    races.settle();
    assertThat(races.cancelUnanswered(3000)).isFalse();
  }

  @Test
  void aServerThatStaysBusyIsAskedLessOftenAndThenGivenUp() {
    List<Busy> told = new ArrayList<>();
    List<Long> waits = new ArrayList<>();
    for (int time = 0; time < 9; time++) {
      told.add(races.busy());
      waits.add(races.busyForMs());
    }
    assertThat(told).startsWith(Busy.WAIT, Busy.WAIT, Busy.WAIT, Busy.STOP_IT, Busy.WAIT);
    assertThat(told.subList(5, 9)).containsExactly(Busy.WAIT, Busy.WAIT, Busy.WAIT, Busy.GIVE_UP);
    assertThat(waits).startsWith(200L, 400L, 800L, 1600L, 1600L);
    races.settle();
    assertThat(races.busy()).isEqualTo(Busy.WAIT);
    assertThat(races.busyForMs()).isEqualTo(200);
  }
}
