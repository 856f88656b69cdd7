package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import talkspurt.call.AnswerTimes;
import talkspurt.call.Direction;
import talkspurt.call.Variant;
import talkspurt.control.CallFilter;
import talkspurt.control.CallLogEntry;
import talkspurt.control.CallPage;
import talkspurt.control.CallPlace;
import talkspurt.fake.QuietKit;

class CallExportTest {

  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  @RegisterExtension
  static final QuietKit KIT = new QuietKit("export");

  private final List<CallFilter> asked = new ArrayList<>();

  private static CallLogEntry call(int number) {
    return new CallLogEntry(
        "00000000-0000-4000-8000-%012d".formatted(number),
        "Ended",
        "1",
        "2",
        "sales",
        "",
        new Variant("e", "v", true),
        AT,
        Optional.of(AT),
        Optional.of(AT),
        Optional.of("COMPLETED"),
        1,
        true,
        2,
        new AnswerTimes(3, 1700),
        1_500_000,
        "booked",
        "de",
        "given",
        Direction.OUTBOUND);
  }

  /** Three pages of four calls. */
  private CompletableFuture<CallPage> page(CallFilter filter) {
    asked.add(filter);
    int first = 4 * (asked.size() - 1);
    List<CallLogEntry> calls = new ArrayList<>();
    for (int number = first; number < first + 4; number++) {
      calls.add(call(number));
    }
    Optional<CallPlace> next = Optional.of(new CallPlace(AT, calls.get(3).callId()));
    return CompletableFuture.completedFuture(
        new CallPage(calls, next.filter(place -> asked.size() < 3)));
  }

  private static String body(HttpResponse answer) {
    return answer
        .entity()
        .toStrict(10_000, KIT.system())
        .toCompletableFuture()
        .join()
        .getData()
        .utf8String();
  }

  @Test
  void isReadPageAfterPageAsItIsTaken() {
    CallExport export = new CallExport(this::page, "EUR");
    HttpResponse answer = export
        .csv(CallFilter.newest(7).ofProfile("sales"))
        .toCompletableFuture()
        .join();
    assertThat(asked).as("before anything is taken").hasSize(1);
    List<String> lines = body(answer).lines().toList();
    assertThat(lines).hasSize(13);
    for (int number = 0; number < 12; number++) {
      assertThat(lines.get(number + 1))
          .isEqualTo(
              call(number).callId()
                  + ",ended,1,2,sales,,e,v,true,de,2026-11-20T10:00:00Z,2026-11-20T10:00:00Z,"
                  + "2026-11-20T10:00:00Z,completed,true,1,2,3,1700,1.500000,EUR,booked,given,outbound");
    }
    assertThat(asked)
        .extracting(filter -> filter.after().map(CallPlace::callId).orElse(""))
        .containsExactly("", call(3).callId(), call(7).callId());
    assertThat(asked)
        .allMatch(filter -> filter.limit() == CallFilter.MAX_LIMIT
            && filter.profile().equals(Optional.of("sales")));
  }

  @Test
  void failsBeforeItIsAnsweredWhereNothingCanBeRead() {
    CallExport export = new CallExport(
        filter -> CompletableFuture.failedFuture(new IllegalStateException("away")), "EUR");
    assertThat(export.lines(CallFilter.newest(1)).toCompletableFuture()).isCompletedExceptionally();
  }
}
