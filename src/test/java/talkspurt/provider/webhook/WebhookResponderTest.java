package talkspurt.provider.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Sink;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.PeerSettingsOf;
import talkspurt.fake.StandIn;
import talkspurt.fake.TraceSink;
import talkspurt.fake.TracedCall;
import talkspurt.fake.WellFormed;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Cue;
import talkspurt.provider.Responder.Cut;
import talkspurt.provider.Responder.Line;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Responder.Part.Say;
import talkspurt.provider.Responder.Request;
import talkspurt.provider.Responder.Speaker;
import talkspurt.provider.Responder.ToolRun;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Tools;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.transport.Secret;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

class WebhookResponderTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Request HOURS = new Request(
      "c0ffee",
      3,
      "en",
      List.of(new Line(Speaker.BOT, "Hello."), new Line(Speaker.CALLER, "hours")),
      new Cue.Words("hours"),
      Map.of("callerId", "4711"),
      List.of(new ToolRun(1, 1, "k", "book", Map.of("day", "1"), Optional.empty(), false)),
      "",
      Optional.of(new Cut("We are", 840)));

  private static ActorTestKit kit;

  private final List<String> used = new ArrayList<>();
  private ToolResult result = new ToolResult.Returned("booked");
  private int patienceMs = PeerSettingsOf.PATIENT_MS;
  private StandIn server;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("webhook");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @AfterEach
  void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aTurnIsPostedAndItsAnswerSpokenSentenceBySentence() throws IOException {
    server = new StandIn((asked, wire) ->
        wire.whole(200, "application/json", "{\"say\":\"We open at nine. Always.\"}"));
    assertThat(reply(HOURS)).containsExactly(new Say("We open at nine."), new Say("Always."));
    StandIn.Asked asked = server.asked().get(0);
    assertThat(asked.headers()).containsEntry("authorization", "Bearer t0ken");
    assertThat(JSON.readTree(asked.body()))
        .isEqualTo(JSON.readTree(("{'type':'turn','call':'c0ffee','turn':3,'round':1,"
                + "'language':'en','cue':{'type':'words','words':'hours'},"
                + "'history':[{'speaker':'bot','words':'Hello.'},"
                + "{'speaker':'caller','words':'hours'}],"
                + "'variables':{'callerId':'4711'},"
                + "'interrupted':{'utteranceUntilInterrupt':'We are',"
                + "'durationUntilInterruptMs':840},"
                + "'tools':['book'],'toolResults':[{'turn':1,'name':'book',"
                + "'arguments':{'day':'1'},'status':'unknown','content':''}]}")
            .replace('\'', '"')));
  }

  @Test
  void itIsAskedInTheTraceOfTheCall() throws IOException {
    server = new StandIn((asked, wire) -> wire.whole(500, "text/plain", "no"));
    try (TracedCall call = new TracedCall()) {
      reply(HOURS.with(call));
      TraceSink.Told span = call.spans("invoke_agent webhook", 1).get(0);
      assertThat(server.asked().get(0).headers())
          .containsEntry("traceparent", "00-" + TracedCall.TRACE + "-" + span.spanId() + "-01");
      assertThat(span.attributes())
          .containsEntry("gen_ai.operation.name", "invoke_agent")
          .containsEntry("error.type", "overloaded");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/x-ndjson", "text/event-stream", "application/json"})
  void whateverItAnswersOnlyWellFormedWordsAreSpoken(String type) {
    BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    server = new StandIn((asked, wire) -> {
      wire.chunked(type);
      wire.chunk(answers.remove());
      wire.lastChunk();
    });
    Responder responder = responder();
    String before = type.startsWith("text") ? "data: " : "";
    boolean single = type.endsWith("/json");
    String any = before + "{'say':[?" + ",?".repeat(single ? 60 : 1) + "],'text':?,?:?}\n\n";
    OutsideTexts.through(63, 10, texts -> {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      for (int line = 0; line < (single ? 1 : 100); line++) {
        answer.writeBytes(texts.json(any).getBytes(StandardCharsets.UTF_8));
        answer.writeBytes((before + "{\"text\":\"").getBytes(StandardCharsets.UTF_8));
        answer.writeBytes(single ? new byte[0] : texts.bytes());
        answer.writeBytes("\"}\n\n".getBytes(StandardCharsets.UTF_8));
      }
      answers.add(single ? texts.json(any).getBytes(StandardCharsets.UTF_8) : answer.toByteArray());
      WellFormed.assertAll(parts(responder, HOURS));
      answers.add((before + "{\"say\":\"At nine.\"}\n\n").getBytes(StandardCharsets.UTF_8));
      assertThat(parts(responder, HOURS)).containsExactly(new Say("At nine."));
    });
  }

  @Test
  void aServiceThatIsAskedAheadIsToldSo() throws IOException {
    server =
        new StandIn((asked, wire) -> wire.whole(200, "application/json", "{\"say\":\"At nine.\"}"));
    Request ahead = new Request(
        "call",
        1,
        "en",
        List.of(),
        new Responder.Cue.Words("hours"),
        Map.of(),
        List.of(),
        "",
        Optional.empty(),
        true,
        Optional.empty(),
        UsageMeter.NONE);
    assertThat(reply(ahead)).containsExactly(new Say("At nine."));
    assertThat(JSON.readTree(server.asked().get(0).body()).get("speculative").asBoolean())
        .isTrue();
  }

  /** By the line: printf '%s' "$t.$body" | openssl dgst -sha256 -hmac k3y */
  @Test
  void bodiesAreSigned() {
    Signature signature =
        new Signature(new Secret("k3y"), () -> Instant.ofEpochSecond(1_700_000_000));
    assertThat(signature.of("{\"a\":1}"))
        .isEqualTo(
            "t=1700000000,v1=fd5a70e965043f7df6309c2c3b5ff5a8ffa99b1f5175e9a311459e73c4634d4a");
    server = new StandIn((asked, wire) -> wire.whole(200, "application/json", "{}"));
    reply(HOURS);
    StandIn.Asked asked = server.asked().get(0);
    assertThat(asked.headers().get("x-talkspurt-signature")).isEqualTo(signature.of(asked.body()));
  }

  @Test
  void everyCueHasItsType() throws IOException {
    server = new StandIn((asked, wire) -> wire.whole(200, "application/json", "{}"));
    List<Cue> cues = List.of(
        new Cue.Words("x"),
        new Cue.Digits("42"),
        new Cue.Silence(2),
        new Cue.TransferFailed(),
        new Cue.HandedOff(),
        new Cue.Hint("Ann", "Offer a discount."));
    List<String> types = new ArrayList<>();
    for (Cue cue : cues) {
      assertThat(reply(request(cue))).isEmpty();
      JsonNode body = JSON.readTree(server.asked().get(types.size()).body());
      types.add(body.path("cue").path("type").asText());
    }
    assertThat(types)
        .containsExactly("words", "digits", "silence", "transfer-failed", "handed-off", "hint");
    assertThat(cues).hasSize(Cue.class.getPermittedSubclasses().length);
  }

  @Test
  void eventsAreSpokenAsTheyCome() {
    server = new StandIn((asked, wire) -> {
      wire.chunked("text/event-stream");
      wire.chunk("data: {\"text\":\"We are open fr\"}\n\nda");
      wire.chunk("ta: {\"text\":\"om nine, I think\"}\n\ndata: {\"text\":\". Al\"}\n\n");
      wire.chunk("data: {\"text\":\"ways.\"}\n\ndata: {\"done\":true}\n\n");
      wire.untilClosed();
    });
    assertThat(reply(HOURS))
        .containsExactly(
            new Say("We are open from nine,"), new Say("I think."), new Say("Always."));
  }

  @Test
  void linesOfJsonAreSpokenAsTheyCome() {
    server = new StandIn((asked, wire) ->
        wire.whole(200, "application/x-ndjson", "{\"say\":\"One.\"}\r\n\n{\"say\":\"Two.\"}"));
    assertThat(reply(HOURS)).containsExactly(new Say("One."), new Say("Two."));
  }

  @Test
  void toolsAreUsedAndToldInTheNextRound() throws IOException {
    server = new StandIn(
        (asked, wire) -> wire.whole(
            200,
            "application/json",
            "{\"say\":\"I try.\",\"tools\":[{\"name\":\"book\",\"arguments\":{\"day\":2}}]}"),
        (asked, wire) -> wire.whole(200, "application/json", "{\"say\":\"Done.\"}"));
    assertThat(reply(HOURS)).containsExactly(new Say("I try."), new Say("Done."));
    assertThat(used).containsExactly("book {\"day\":2}");
    JsonNode body = JSON.readTree(server.asked().get(1).body());
    assertThat(body.path("round").asInt()).isEqualTo(2);
    assertThat(body.path("toolResults").get(1).path("content").asText()).isEqualTo("booked");
    assertThat(body.path("toolResults").get(1).path("status").asText()).isEqualTo("returned");
  }

  @Test
  void aToolThatEndsTheReplyEndsIt() {
    result = new ToolResult.AtTheEnd();
    server = new StandIn((asked, wire) -> wire.whole(
        200, "application/json", "{\"say\":\"Bye.\",\"tools\":[{\"name\":\"end_call\"}]}"));
    assertThat(reply(HOURS)).containsExactly(new Say("Bye."));
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aServiceThatNeverStopsUsingToolsIsStopped() {
    server = new StandIn(
        (asked, wire) -> wire.whole(200, "application/json", "{\"tools\":[{\"name\":\"book\"}]}"));
    assertThat(failure(reply(HOURS)).kind()).isEqualTo(Kind.BROKE_PROTOCOL);
    assertThat(server.asked()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "401, REJECTED_CREDENTIALS",
    "404, REJECTED_REQUEST",
    "429, OVERLOADED",
    "500, OVERLOADED",
    "301, BROKE_PROTOCOL"
  })
  void eachStatusIsAFailureOfItsKind(int status, Kind kind) {
    server = new StandIn((asked, wire) -> wire.whole(status, "text/plain", "no"));
    assertThat(failure(reply(HOURS)).kind()).isEqualTo(kind);
  }

  @Test
  void whatIsWrongIsTold() {
    server = new StandIn(
        (asked, wire) -> wire.whole(200, "text/html", "<html>"),
        (asked, wire) -> wire.whole(200, "application/json", "{\"error\":\"oops\"}"),
        (asked, wire) -> wire.whole(200, "application/x-ndjson", "nonsense\n".repeat(20)),
        (asked, wire) -> {
          wire.chunked("text/event-stream");
          wire.chunk("data: {\"say\":\"One.\"}\n\n");
          wire.breakOff();
        },
        (asked, wire) -> wire.untilClosed());
    assertThat(failure(reply(HOURS)).detail()).contains("content-type");
    assertThat(failure(reply(HOURS)).detail()).contains("oops");
    assertThat(failure(reply(HOURS)).kind()).isEqualTo(Kind.BROKE_PROTOCOL);
    assertThat(reply(HOURS)).startsWith(new Say("One.")).hasSize(2);
    patienceMs = PeerSettingsOf.IMPATIENT_MS;
    assertThat(failure(reply(HOURS)).kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void anInterruptionIsToldAtOnceWhereThatIsWanted() throws Exception {
    CompletableFuture<StandIn.Asked> told = new CompletableFuture<>();
    server = new StandIn((asked, wire) -> {
      wire.whole(204, "text/plain", "");
      told.complete(asked);
    });
    responder().interrupted("c0ffee", new Cut("We are", 840));
    StandIn.Asked asked = told.get(10, TimeUnit.SECONDS);
    assertThat(asked.path()).isEqualTo("/interrupted");
    assertThat(asked.headers()).containsKey("x-talkspurt-signature");
    assertThat(JSON.readTree(asked.body()))
        .isEqualTo(JSON.readTree("{\"type\":\"interrupt\",\"call\":\"c0ffee\","
            + "\"utteranceUntilInterrupt\":\"We are\",\"durationUntilInterruptMs\":840}"));
  }

  private List<Part> reply(Request request) {
    return parts(responder(), request);
  }

  private List<Part> parts(Responder responder, Request request) {
    return responder
        .respond(request, tools())
        .runWith(Sink.seq(), kit.system())
        .toCompletableFuture()
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  private Responder responder() {
    URI interrupts = server.url("/interrupted");
    return WebhookResponder.create(
        kit.system(),
        new WebhookSettings(
            PeerSettingsOf.url("webhook", server.url("/agent"), 2, patienceMs),
            Optional.of(new Secret("t0ken")),
            Optional.of(new Secret("k3y")),
            Optional.of(interrupts),
            2),
        () -> Instant.ofEpochSecond(1_700_000_000),
        NanoClock.system(),
        new Metrics().providers());
  }

  private Tools tools() {
    return new Tools() {
      @Override
      public List<ToolSpec> offered() {
        return List.of(new ToolSpec("book", "books", "{}"));
      }

      @Override
      public CompletionStage<ToolResult> use(String name, String arguments) {
        used.add(name + " " + arguments);
        return CompletableFuture.completedFuture(result);
      }
    };
  }

  private static Request request(Cue cue) {
    return new Request("call", 1, "en", List.of(), cue, Map.of(), List.of(), "", Optional.empty());
  }

  private static ProviderFailure failure(List<Part> parts) {
    return ((Part.Failed) parts.get(parts.size() - 1)).failure();
  }

  @Test
  void aReplyThatFailedIsToldApart() {
    Request request = new Request(
        "c",
        2,
        "en",
        List.of(
            new Line(Speaker.BOT, "Hello."),
            new Line(Speaker.BOT, "", false, true),
            new Line(Speaker.BOT, "We open", false, true)),
        new Cue.Digits("3"),
        Map.of(),
        List.of(),
        "",
        Optional.empty());
    assertThat(TurnBody.of(request, List.of(), 1, List.of()))
        .contains("[{\"speaker\":\"bot\",\"words\":\"Hello.\"},"
            + "{\"speaker\":\"bot\",\"words\":\"\",\"failed\":true},"
            + "{\"speaker\":\"bot\",\"words\":\"We open\",\"failed\":true}]");
  }

  @Test
  void keysOfEarlierTurnsAreToldApartFromWords() {
    Request request = new Request(
        "c",
        2,
        "en",
        List.of(new Line(Speaker.CALLER, "12", true), new Line(Speaker.CALLER, "12")),
        new Cue.Digits("3"),
        Map.of(),
        List.of(),
        "",
        Optional.empty());
    assertThat(TurnBody.of(request, List.of(), 1, List.of()))
        .contains("\"cue\":{\"type\":\"digits\",\"digits\":\"3\"}")
        .contains(
            "[{\"speaker\":\"caller\",\"words\":\"12\",\"digits\":\"12\"},{\"speaker\":\"caller\",\"words\":\"12\"}]");
  }
}
