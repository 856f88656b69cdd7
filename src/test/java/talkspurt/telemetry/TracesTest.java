package talkspurt.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.fake.Told;
import talkspurt.fake.TraceSink;

/** What a collector is told. */
class TracesTest {

  private static final UUID CALL = UUID.fromString("6f1d2c3b-4a59-4687-8796-a5b4c3d2e1f0");
  private static final String OTHERS = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private TraceSink sink;

  @BeforeEach
  void listen() throws IOException {
    sink = new TraceSink();
  }

  @AfterEach
  void close() {
    sink.close();
  }

  private Metrics metrics(double share, int maxQueued) {
    return new Metrics(
        new TraceSettings(
            Optional.of(sink.url()),
            Map.of("X-Token", "t-1"),
            share,
            maxQueued,
            Duration.ofSeconds(5),
            "node-7"),
        "1.2.3");
  }

  @Test
  void partsOfATurnFollowEachOtherAndAddUp() {
    Metrics metrics = metrics(1, 2048);
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put("silence", 700_000_000L);
    parts.put("stt", 45_000_001L);
    parts.put("responder", 0L);
    parts.put("tts", 30_000_002L);
    CallTrace trace = metrics.traces().of(CALL, "");
    trace.answered(3, parts, Duration.ofMillis(40), Map.of("talkspurt.ahead", true));
    metrics.traces().close();
    TraceSink.Told turn = sink.named("turn").get(0);
    assertThat(turn.until() - turn.from()).isEqualTo(775_000_003L);
    assertThat(turn.attributes())
        .containsEntry("talkspurt.turn", "3")
        .containsEntry("talkspurt.ahead", "1")
        .containsEntry("talkspurt.call.id", CALL.toString());
    List<TraceSink.Told> below = sink.spans().stream()
        .filter(span -> span.parentId().equals(turn.spanId()))
        .toList();
    assertThat(below)
        .extracting(TraceSink.Told::name)
        .containsExactly("end of turn", "recogniser", "agent first token", "voice first sound");
    long at = turn.from();
    for (TraceSink.Told part : below) {
      assertThat(part.from()).isEqualTo(at);
      at = part.until();
    }
    assertThat(at).isEqualTo(turn.until());
    assertThat(Told.by(metrics, "talkspurt_trace_spans", "sent")).isEqualTo(5);
    assertThat(sink.tokens()).containsOnly("t-1");
    assertThat(sink.resources().get(0))
        .containsEntry("service.name", "talkspurt")
        .containsEntry("service.version", "1.2.3")
        .containsEntry("service.instance.id", "node-7");
  }

  /** As after the death of a node: nobody tells the other anything but the call's id. */
  @Test
  void nodesTellPartsOfTheSameTrace() {
    Metrics one = metrics(1, 2048);
    Metrics other = metrics(1, 2048);
    one.traces().of(CALL, "").answered(1, Map.of("bot", 1_000L), Duration.ZERO, Map.of());
    other.traces().of(CALL, "").begin("execute_tool find", Map.of()).end();
    Instant end = Instant.parse("2026-05-01T10:00:30Z");
    other.traces().of(CALL, "").ended(end.minusSeconds(30), end, Map.of(), "line-lost");
    one.traces().close();
    other.traces().close();
    TraceSink.Told call = sink.named("call").get(0);
    assertThat(sink.spans())
        .hasSize(4)
        .extracting(TraceSink.Told::traceId)
        .containsOnly(CALL.toString().replace("-", ""));
    assertThat(call.parentId()).isEmpty();
    assertThat(call.until() - call.from()).isEqualTo(30_000_000_000L);
    assertThat(call.status()).isEqualTo(2);
    assertThat(call.attributes()).containsEntry("error.type", "line-lost");
    assertThat(sink.named("turn").get(0).parentId()).isEqualTo(call.spanId());
    assertThat(sink.named("execute_tool find").get(0).parentId()).isEqualTo(call.spanId());
  }

  @Test
  void aCallStandsBelowWhoStartedIt() {
    Metrics metrics = metrics(0, 2048);
    CallTrace trace = metrics.traces().of(CALL, OTHERS);
    OpenSpan asked = trace.begin("chat m", Map.of("gen_ai.request.model", "m"));
    asked.with("gen_ai.usage.input_tokens", 12L);
    asked.end("unreachable");
    asked.end();
    trace.ended(Instant.EPOCH, Instant.EPOCH, Map.of(), "");
    metrics.traces().close();
    TraceSink.Told call = sink.named("call").get(0);
    assertThat(call.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(call.parentId()).isEqualTo("b7ad6b7169203331");
    assertThat(call.status()).isZero();
    TraceSink.Told chat = sink.named("chat m").get(0);
    assertThat(sink.named("chat m")).hasSize(1);
    assertThat(chat.attributes())
        .containsEntry("gen_ai.request.model", "m")
        .containsEntry("gen_ai.usage.input_tokens", "12")
        .containsEntry("error.type", "unreachable");
    assertThat(asked.traceparent())
        .contains("00-0af7651916cd43dd8448eb211c80319c-" + chat.spanId() + "-01");
    assertThat(trace.traceparent())
        .contains("00-0af7651916cd43dd8448eb211c80319c-" + call.spanId() + "-01");
  }

  @Test
  void whatIsNotKeptIsToldToOthersAndNotToTheCollector() {
    Metrics metrics = metrics(1, 2048);
    CallTrace trace = metrics.traces().of(CALL, OTHERS.replaceAll("01$", "00"));
    trace.answered(1, Map.of("bot", 1L), Duration.ZERO, Map.of());
    assertThat(trace.traceparent().orElseThrow()).endsWith("-00");
    assertThat(metrics(0, 2048).traces().of(CALL, "").traceparent().orElseThrow())
        .endsWith("-00");
    metrics.traces().close();
    assertThat(sink.spans()).isEmpty();
  }

  @Test
  void aShareOfCallsIsKept() {
    Metrics metrics = metrics(0.25, 2048);
    long kept = 0;
    for (long i = 0; i < 4000; i++) {
      UUID call = new UUID(i * 0x5851F42D4C957F2DL, i);
      kept += metrics.traces().of(call, "").traceparent().orElseThrow().endsWith("1") ? 1 : 0;
    }
    assertThat(kept).isBetween(800L, 1200L);
    metrics.traces().close();
  }

  @Test
  void whatWasDroppedOrNotTakenIsCounted() {
    sink.answers(400);
    Metrics metrics = metrics(1, 64);
    CallTrace trace = metrics.traces().of(CALL, "");
    for (int i = 0; i < 20_000; i++) {
      trace.begin("a", Map.of()).end();
    }
    metrics.traces().close();
    double dropped = Told.by(metrics, "talkspurt_trace_spans", "dropped");
    double failed = Told.by(metrics, "talkspurt_trace_spans", "failed");
    assertThat(dropped).isPositive();
    assertThat(failed).isPositive();
    assertThat(dropped + failed).isEqualTo(20_000);
  }

  @Test
  void withoutACollectorThereIsNoTrace() {
    CallTrace trace = new Metrics().traces().of(CALL, OTHERS);
    trace.answered(1, Map.of("bot", 1L), Duration.ZERO, Map.of());
    OpenSpan span = trace.begin("a", Map.of());
    span.end();
    assertThat(trace.on()).isFalse();
    assertThat(trace.traceparent()).isEmpty();
    assertThat(span.traceparent()).isEmpty();
  }

  @Test
  void headersAreNotShown() {
    assertThat(new TraceSettings(
                Optional.of(URI.create("http://collector:4318/v1/traces")),
                Map.of("X-Token", "secret"),
                1,
                64,
                Duration.ofSeconds(1),
                "")
            .toString())
        .doesNotContain("secret");
  }
}
