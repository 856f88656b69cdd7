package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.call.AnswerTimes;
import talkspurt.call.Direction;
import talkspurt.call.EndReason;
import talkspurt.call.RecordingPart;
import talkspurt.call.Variant;
import talkspurt.outbound.DialNumber;
import talkspurt.outbound.DialOutcome;
import talkspurt.outbound.DialRequest;
import talkspurt.outbound.DialWindow;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundCall;
import talkspurt.outbound.OutboundOrder;
import talkspurt.outbound.OutboundState;
import talkspurt.outbound.RetryPlan;

/** Holds that the examples of src/docs/events.md are what is sent, one of each type. */
class EventsPageTest {

  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final String ID = "a1b2c3d4-0000-4000-8000-00000000000f";
  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)### `([a-z.]+)`\\n(?:(?!###).)*?```json\\n(.*?)```");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Map<String, String> examples() throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    EXAMPLE
        .matcher(Files.readString(Path.of("src/docs/events.md")))
        .results()
        .forEach(one -> found.put(one.group(1), one.group(2)));
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void theExampleIsWhatIsSent(EventType type) throws IOException {
    OutgoingEvent event = sample(type);
    long sequence = Map.of(
            EventType.CALL_STARTED, 41L,
            EventType.CALL_FAULT, 42L,
            EventType.RECORDING_READY, 43L,
            EventType.CALL_ENDED, 44L,
            EventType.RECORDING_FAILED, 45L,
            EventType.CALL_OUTCOME, 46L,
            EventType.BUDGET_REACHED, 47L,
            EventType.OUTBOUND_ENDED, 48L)
        .get(type);
    String sent = EventBody.posted(
        new StoredEvent(
            sequence,
            event.id(),
            event.type().label(),
            EventType.VERSION,
            event.callId(),
            event.profile(),
            event.at(),
            AT,
            EventBody.json(event.data())),
        false,
        Map.of());
    assertThat(examples()).containsKey(type.label());
    String example = examples().get(type.label());
    assertThat(JSON.readTree(sent)).isEqualTo(JSON.readTree(example));
    assertThat(sent)
        .as("in this order")
        .isEqualTo(JSON.writeValueAsString(JSON.readValue(example, LinkedHashMap.class)));
  }

  private static OutgoingEvent sample(EventType type) {
    return switch (type) {
      case CALL_STARTED ->
        OutgoingEvent.ofCall(type, call(), 2, AT.plusSeconds(1), EventBody.started(call()));
      case CALL_ENDED ->
        OutgoingEvent.ofCall(type, call(), 9, AT.plusSeconds(31), EventBody.ended(call()));
      case CALL_FAULT ->
        OutgoingEvent.ofCall(
            type,
            call(),
            5,
            AT.plusSeconds(12),
            EventBody.fault(new CallFault(
                AT,
                "reply-failed",
                "",
                Optional.of(2),
                "chat",
                "unreachable",
                "no answer in time",
                true,
                1,
                Optional.empty())));
      case RECORDING_READY ->
        OutgoingEvent.ofCall(
            type,
            call(),
            8,
            AT.plusSeconds(31),
            EventBody.recording(part("line-gone", "2026-11-20/" + ID + "-1.flac")));
      case RECORDING_FAILED ->
        OutgoingEvent.ofCall(
            type, call(), 7, AT.plusSeconds(20), EventBody.recording(part("disk-full", "")));
      case CALL_OUTCOME -> OutgoingEvent.of(outcome());
      case OUTBOUND_ENDED -> OutgoingEvent.of(outbound());
      case BUDGET_REACHED ->
        OutgoingEvent.budget(
            "sales",
            "day",
            Instant.parse("2026-11-20T00:00:00Z"),
            80,
            8_123_456,
            10_000_000,
            "EUR",
            AT);
    };
  }

  private static RecordingPart part(String reason, String file) {
    return new RecordingPart(
        1,
        RecordingPart.News.ENDED,
        reason,
        AT.plusSeconds(1),
        "A",
        "10.0.0.5:25520",
        file,
        16_000,
        480_000,
        0,
        0,
        List.of(),
        "",
        "",
        false);
  }

  private static Outbound outbound() {
    OutboundOrder order = new OutboundOrder(
        new DialRequest(
            new DialNumber("+49171234567", Set.of()),
            Optional.empty(),
            new DialWindow(AT, AT.plusSeconds(60))),
        "sales",
        Map.of("name", "Ann"),
        Optional.empty(),
        "carrier",
        Duration.ofSeconds(30),
        3,
        Optional.of("spring"));
    OutboundCall over = new OutboundCall(
        new OutboundState.Over(DialOutcome.ANSWERED),
        List.of(
            new RetryPlan.Attempt(DialOutcome.BUSY, AT),
            new RetryPlan.Attempt(DialOutcome.ANSWERED, AT)));
    return Outbound.due(UUID.fromString("0c6f2a44-5a3e-4f0f-9d33-0f4e5a0b6c01"), order, AT)
        .now(over, AT.plusSeconds(190));
  }

  private static CallOutcome outcome() {
    return CallOutcome.begun(
            ID, "sales", "5a1e5a1e5a1e", AT.plusSeconds(31), EndReason.CALLER_HUNG_UP.name())
        .settled(
            CallOutcome.Source.AGENT,
            new CallOutcome.Told("booked", "", "A table.", "{}"),
            new TreeMap<>(Map.of("booked", true)),
            Optional.empty(),
            AT.plusSeconds(33),
            false);
  }

  private static CallLogEntry call() {
    return new CallLogEntry(
        ID,
        "Ended",
        "+49171234567",
        "4940100",
        "sales",
        "5a1e5a1e5a1e",
        new Variant("greeting", "b", false),
        AT,
        Optional.of(AT.plusSeconds(1)),
        Optional.of(AT.plusSeconds(31)),
        Optional.of(EndReason.CALLER_HUNG_UP.name()),
        1,
        true,
        2,
        new AnswerTimes(3, 2400),
        12_345,
        "",
        "de-DE",
        "",
        Direction.INBOUND);
  }
}
