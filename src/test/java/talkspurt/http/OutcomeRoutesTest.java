package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallSamples;
import talkspurt.call.EndReason;
import talkspurt.control.CallOutcome;
import talkspurt.control.OutcomeFilter;
import talkspurt.http.ServedApi.Answer;

class OutcomeRoutesTest {

  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final UUID ID = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void forget() {
    api.outcomes.known.clear();
    api.outcomes.asked.clear();
  }

  private static CallOutcome outcome(UUID id, String summary) {
    return new CallOutcome(
        id.toString(),
        "sales",
        "",
        AT,
        "COMPLETED",
        CallOutcome.State.KNOWN,
        CallOutcome.Source.AGENT,
        new CallOutcome.Told("booked", "", summary, "{\"day\":\"Monday\"}"),
        new TreeMap<>(Map.of("booked", true, "rated", false)),
        Optional.empty(),
        Optional.of(AT.plusSeconds(1)),
        CallOutcome.Webhook.DELIVERED,
        Optional.empty());
  }

  @Test
  void comesAsALineOfJsonEach() {
    UUID second = UUID.randomUUID();
    api.outcomes.known.add(outcome(ID, "A \"table\"."));
    api.outcomes.known.add(outcome(second, ""));
    Answer answer = api.get("/api/outcomes?from=2026-11-20&to=2026-11-21&profile=sales");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).startsWith("application/x-ndjson");
    assertThat(answer.body())
        .isEqualTo("{\"callId\":\"" + ID
            + "\",\"profile\":\"sales\",\"endedAt\":\"2026-11-20T10:00:00Z\",\"endReason\":\"completed\","
            + "\"state\":\"known\",\"source\":\"agent\",\"disposition\":\"booked\","
            + "\"summary\":\"A \\\"table\\\".\",\"fields\":{\"day\":\"Monday\"},"
            + "\"goals\":{\"booked\":true,\"rated\":false},\"settledAt\":\"2026-11-20T10:00:01Z\"}\n"
            + "{\"callId\":\"" + second
            + "\",\"profile\":\"sales\",\"endedAt\":\"2026-11-20T10:00:00Z\",\"endReason\":\"completed\","
            + "\"state\":\"known\",\"source\":\"agent\",\"disposition\":\"booked\","
            + "\"fields\":{\"day\":\"Monday\"},\"goals\":{\"booked\":true,\"rated\":false},"
            + "\"settledAt\":\"2026-11-20T10:00:01Z\"}\n");
    assertThat(api.outcomes.asked)
        .containsExactly(new OutcomeFilter(
            Optional.of("sales"),
            Optional.of(Instant.parse("2026-11-20T00:00:00Z")),
            Optional.of(Instant.parse("2026-11-21T00:00:00Z")),
            Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A table. | A table.",
        "A, B | \"A, B\"",
        "say \"x\" | \"say \"\"x\"\"\"",
        "=1+1 | '=1+1",
        "@x | '@x",
        "-2 | '-2",
        "+x,y | \"'+x,y\"",
      },
      quoteCharacter = '~')
  void orAsCsvThatNoSpreadsheetRuns(String summary, String cell) {
    api.outcomes.known.add(outcome(ID, summary));
    Answer answer = api.get("/api/outcomes?format=csv");
    assertThat(answer.type()).startsWith("text/csv");
    assertThat(answer.body())
        .isEqualTo(
            "callId,profile,profileVersion,endedAt,endReason,state,source,disposition,reason,"
                + "summary,fields,goals,cause,settledAt\r\n" + ID
                + ",sales,,2026-11-20T10:00:00Z,completed,known,agent,booked,," + cell
                + ",\"{\"\"day\"\":\"\"Monday\"\"}\",\"{\"\"booked\"\":true,\"\"rated\"\":false}\",,"
                + "2026-11-20T10:00:01Z\r\n");
  }

  @Test
  void nothingIsNothing() {
    assertThat(api.get("/api/outcomes").body()).isEmpty();
    assertThat(api.get("/api/outcomes?format=csv").body())
        .startsWith("callId,")
        .endsWith("settledAt\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "form=csv | form | from, to, profile, format",
        "format=xml | format | jsonl, csv",
        "from=yesterday | from | a time such as",
        "from=2026-11-20&to=2026-11-20 | to | a time after 'from'",
        "profile=a&profile=b | profile | more than once",
      })
  void whatIsAskedWronglyIsTold(String query, String field, String why) {
    Answer answer = api.get("/api/outcomes?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains(field, why);
    assertThat(api.outcomes.asked).isEmpty();
  }

  @Test
  void aCallTellsHowItCameOut() {
    UUID call = UUID.randomUUID();
    api.calls.happened(
        call,
        new CallRegistered(FakeCalls.NOW, CallSamples.PLAN),
        new LineAttached(FakeCalls.NOW, "A"));
    assertThat(api.get("/api/calls/" + call).body()).doesNotContain("\"outcome\"");
    api.calls.happened(call, new CallEnded(FakeCalls.NOW, EndReason.COMPLETED));
    assertThat(api.get("/api/calls/" + call).body()).contains("\"outcome\":{\"state\":\"due\"}");
    api.outcomes.known.add(outcome(call, ""));
    assertThat(api.get("/api/calls/" + call).body())
        .contains(
            "\"outcome\":{\"state\":\"known\",\"source\":\"agent\",\"disposition\":\"booked\","
                + "\"fields\":{\"day\":\"Monday\"},\"goals\":{\"booked\":true,\"rated\":false},"
                + "\"settledAt\":\"2026-11-20T10:00:01Z\",\"webhook\":\"delivered\"}");
  }
}
