package talkspurt.provider.chat;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Sink;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
import talkspurt.fake.OutsideTexts;
import talkspurt.fake.PeerSettingsOf;
import talkspurt.fake.StandIn;
import talkspurt.fake.TraceSink;
import talkspurt.fake.TracedCall;
import talkspurt.fake.WellFormed;
import talkspurt.language.LanguagePack;
import talkspurt.language.Wording;
import talkspurt.language.Wording.Text;
import talkspurt.provider.Embedder;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.Responder;
import talkspurt.provider.Responder.Cue;
import talkspurt.provider.Responder.Line;
import talkspurt.provider.Responder.Part;
import talkspurt.provider.Responder.Part.Say;
import talkspurt.provider.Responder.Request;
import talkspurt.provider.Responder.Speaker;
import talkspurt.provider.Responder.ToolRun;
import talkspurt.provider.TokenEstimate;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.Tools;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter;
import talkspurt.provider.agent.ThoughtsFirst;
import talkspurt.provider.knowledge.Knowledge;
import talkspurt.provider.knowledge.KnowledgeSettings;
import talkspurt.provider.knowledge.Passage;
import talkspurt.provider.transport.BreakerSettings;
import talkspurt.provider.transport.PeerSettings;
import talkspurt.provider.transport.PromptData;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.transport.Secret;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

class ChatResponderTest {

  private static final Wording ENGLISH = LanguagePack.shipped("en").wording();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SSE = "text/event-stream";
  private static final int OVERLOADED = 503;

  private static ActorTestKit kit;

  private final List<String> used = new ArrayList<>();
  private ToolResult result = new ToolResult.Returned("{\"free\":true}");
  private StandIn server = new StandIn((asked, wire) -> wire.breakOff());

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("chat");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void wordsLeaveByTheirFirstClauseAndThenBySentence() {
    serve(says("We are open from nine, ", "and close ", "at five. ", "Anything else?"));
    assertThat(reply(words("hours")))
        .containsExactly(
            new Say("We are open from nine,"),
            new Say("and close at five."),
            new Say("Anything else?"));
  }

  @Test
  void whateverTheModelWritesOnlyWellFormedWordsAreSpoken() {
    BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    serve((asked, wire) -> {
      wire.chunked(SSE);
      wire.chunk(answers.remove());
      wire.lastChunk();
    });
    Responder responder = responder(settings(server.url("/v1").toString()));
    String any = "data: {'choices':[{'delta':{'content':?},?:?}]}\n\n";
    OutsideTexts.through(64, 10, texts -> {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      for (int line = 0; line < 100; line++) {
        answer.writeBytes(texts.json(any).getBytes(StandardCharsets.UTF_8));
        answer.writeBytes(
            "data: {\"choices\":[{\"delta\":{\"content\":\"".getBytes(StandardCharsets.UTF_8));
        answer.writeBytes(texts.bytes());
        answer.writeBytes("\"}}]}\n\n".getBytes(StandardCharsets.UTF_8));
      }
      answers.add(answer.toByteArray());
      WellFormed.assertAll(parts(responder, words("hours")));
      answers.add("data: {\"choices\":[{\"delta\":{\"content\":\"Nine.\"}}]}\n\ndata: [DONE]\n\n"
          .getBytes(StandardCharsets.UTF_8));
      assertThat(parts(responder, words("hours"))).containsExactly(new Say("Nine."));
    });
  }

  @Test
  void theModelIsToldAllAndNoMore() throws IOException {
    serve(says("Good."));
    Request request = new Request(
        "call",
        2,
        "en",
        List.of(
            new Line(Speaker.BOT, "Hello."),
            new Line(Speaker.CALLER, "book me in"),
            new Line(Speaker.BOT, "At nine it"),
            new Line(Speaker.CALLER, "at ten")),
        new Cue.Words("at ten"),
        Map.of("callerId", "4711"),
        List.of(new ToolRun(
            2, 1, "k", "look_up", Map.of("name", "Ann"), Optional.of("{\"id\":7}"), true)),
        "",
        Optional.empty());
    reply(request);
    StandIn.Asked asked = server.asked().get(0);
    assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /v1/chat/completions");
    assertThat(asked.headers()).containsEntry("authorization", "Bearer s3cret");
    JsonNode body = JSON.readTree(asked.body());
    assertThat(body.path("stream").asBoolean()).isTrue();
    assertThat(body.path("model").asText()).isEqualTo("some-model");
    assertThat(body.path("max_tokens").asInt()).isEqualTo(100);
    assertThat(body.path("temperature").asDouble()).isEqualTo(0.5);
    assertThat(body.path("seed").asInt()).isEqualTo(9);
    assertThat(body.path("tools").get(0).path("function").path("name").asText())
        .isEqualTo("look_up");
    assertThat(body.path("messages").toString())
        .isEqualTo(("[{'role':'system','content':'" + TOLD + "'},"
                + "{'role':'assistant','content':'Hello.'},"
                + "{'role':'user','content':'book me in'},"
                + "{'role':'assistant','content':null,'tool_calls':[{'id':'call_0',"
                + "'type':'function','function':{'name':'look_up',"
                + "'arguments':'{\\'name\\':\\'Ann\\'}'}}]},"
                + "{'role':'tool','tool_call_id':'call_0','content':'{\\'id\\':7}'},"
                + "{'role':'assistant','content':'At nine it'},"
                + "{'role':'user','content':'at ten'}]")
            .replace("\\'", "\\\"")
            .replace('\'', '"'));
  }

  @Test
  void everyCueIsPutIntoWords() throws IOException {
    serve(says("Good."));
    List<Cue> cues = List.of(
        new Cue.Words(""),
        new Cue.Digits("42"),
        new Cue.Silence(2),
        new Cue.TransferFailed("BUSY"),
        new Cue.HandedOff(),
        new Cue.Hint("Ann", "Offer a discount."));
    assertThat(cues).hasSize(Cue.class.getPermittedSubclasses().length);
    for (Cue cue : cues) {
      reply(request(cue));
    }
    List<String> told = new ArrayList<>();
    for (StandIn.Asked asked : server.asked()) {
      told.add(
          JSON.readTree(asked.body()).path("messages").get(1).path("content").asText());
    }
    assertThat(told.get(0)).contains("could not be understood");
    assertThat(told.get(1)).contains("pressed 4 2");
    assertThat(told.get(2)).contains("silent; 2 in a row");
    assertThat(told.get(3)).contains("could not be transferred").endsWith(" [BUSY]");
    assertThat(told.get(4)).isEqualTo(ENGLISH.of(Text.TAKE_OVER));
    assertThat(told.get(5)).isEqualTo(ENGLISH.of(Text.OPERATOR_SPEAK));
  }

  @Test
  void toolsAreUsedAndTheirResultsToldInTheNextRound() throws IOException {
    serve(
        chunks(
            "{'choices':[{'delta':{'content':'Let me look.'}}]}",
            "{'choices':[{'delta':{'tool_calls':[{'index':0,'id':'x','function':"
                + "{'name':'look_up','arguments':'{}'}}]},'finish_reason':'stop'}]}"),
        says("It is free."));
    assertThat(reply(words("free?")))
        .containsExactly(new Say("Let me look."), new Say("It is free."));
    assertThat(used).containsExactly("look_up {}");
    JsonNode messages = JSON.readTree(server.asked().get(1).body()).path("messages");
    assertThat(messages.get(2).path("content").asText()).isEqualTo("Let me look.");
    assertThat(messages.get(3).path("content").asText()).isEqualTo("{\"free\":true}");
    assertThat(messages.get(3).path("tool_call_id").asText())
        .isEqualTo(messages.get(2).path("tool_calls").get(0).path("id").asText());
  }

  @Test
  void callsWithoutIdsRunOnceEachAndAreToldWithIdsOfTheirOwn() throws IOException {
    serve(
        chunks("{'choices':[{'delta':{'tool_calls':["
            + "{'index':0,'id':'','function':{'name':'look_up','arguments':'{\\'day\\':1}'}},"
            + "{'index':0,'id':'','function':{'name':'look_up','arguments':'{\\'day\\':2}'}},"
            + "{'index':0,'id':'','function':{'arguments':'{\\'day\\':'}}"
            + "]},'finish_reason':'stop'}]}"),
        says("Both are free."));
    assertThat(reply(words("free?"))).containsExactly(new Say("Both are free."));
    assertThat(used)
        .containsExactly("look_up {\"day\":1}", "look_up {\"day\":2}", "unnamed {\"day\":");
    JsonNode messages = JSON.readTree(server.asked().get(1).body()).path("messages");
    JsonNode calls = messages.get(2).path("tool_calls");
    assertThat(calls).hasSize(3);
    for (int at = 0; at < 3; at++) {
      assertThat(messages.get(3 + at).path("tool_call_id").asText())
          .isNotEmpty()
          .isEqualTo(calls.get(at).path("id").asText());
      assertThat(JSON.readTree(calls.get(at).path("function").path("arguments").asText()))
          .isEqualTo(JSON.readTree(at < 2 ? "{\"day\":" + (at + 1) + "}" : "{}"));
    }
    assertThat(calls.findValuesAsText("id")).doesNotHaveDuplicates();
  }

  @Test
  void aToolThatEndsTheReplyAsksForNoMore() {
    result = new ToolResult.AtTheEnd();
    serve(chunks("{'choices':[{'delta':{'content':'Goodbye.','tool_calls':[{'id':'x','function':"
        + "{'name':'end_call'}}]},'finish_reason':'tool_calls'}]}"));
    assertThat(reply(words("bye"))).containsExactly(new Say("Goodbye."));
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aModelThatNeverStopsUsingToolsIsStopped() {
    serve(chunks("{'choices':[{'delta':{'tool_calls':[{'id':'x','function':"
        + "{'name':'look_up'}}]},'finish_reason':'tool_calls'}]}"));
    assertThat(failure(reply(words("hi"))).kind()).isEqualTo(Kind.BROKE_PROTOCOL);
    assertThat(server.asked()).hasSize(3);
    assertThat(server.asked().get(2).body()).doesNotContain("\"tools\"");
  }

  @Test
  void anAnswerInOnePieceIsTaken() {
    serve((asked, wire) -> wire.whole(
        200,
        "application/json",
        json("{'choices':[{'message':{'content':'All at once. Done.'},'finish_reason':'stop'}]}")));
    assertThat(reply(words("hi"))).containsExactly(new Say("All at once."), new Say("Done."));
  }

  @Test
  void oddChunksMakeNoDifference() {
    serve((asked, wire) -> {
      wire.chunked(SSE + "; charset=utf-8");
      String stream = ": wait\r\n\r\ndata: "
          + json("{'choices':[{'delta':{'content':'Schöne Grüße.'}}]}")
          + "\r\n\r\ndata: [DONE]\r\n\r\n";
      for (byte each : stream.getBytes(StandardCharsets.UTF_8)) {
        wire.chunk(new byte[] {each});
      }
      wire.lastChunk();
    });
    assertThat(reply(words("hi"))).containsExactly(new Say("Schöne Grüße."));
  }

  @Test
  void nothingIsAwaitedAfterTheLastEvent() {
    serve((asked, wire) -> {
      wire.chunked(SSE);
      wire.chunk(event("{'choices':[{'delta':{'content':'Yes.'}}]}") + "data: [DONE]\n\n");
      wire.untilClosed();
    });
    assertThat(reply(words("hi"))).containsExactly(new Say("Yes."));
  }

  @ParameterizedTest
  @CsvSource({
    "401, REJECTED_CREDENTIALS, 1",
    "403, REJECTED_CREDENTIALS, 1",
    "400, REJECTED_REQUEST, 1",
    "404, REJECTED_REQUEST, 1",
    "422, REJECTED_REQUEST, 1",
    "302, BROKE_PROTOCOL, 1",
    "429, OVERLOADED, 2",
    "500, OVERLOADED, 2",
    "503, OVERLOADED, 2"
  })
  void eachStatusIsAFailureOfItsKindAndSomeAreWorthAnotherTry(int status, Kind kind, int asked) {
    serve((request, wire) ->
        wire.whole(status, "application/json", "{\"error\":{\"message\":\"you said hours\"}}"));
    ProviderFailure failure = failure(reply(words("hours")));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.provider()).isEqualTo("openai-chat");
    assertThat(failure.detail()).doesNotContain("hours");
    assertThat(server.asked()).hasSize(asked);
  }

  @Test
  void aServerThatAsksForALongBreakIsNotAskedAgain() {
    serve((asked, wire) -> wire.whole(429, "text/plain", "later", "Retry-After: 30"));
    assertThat(failure(reply(words("hi"))).kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aSecondTryMayBeGood() {
    serve((asked, wire) -> wire.whole(OVERLOADED, "text/plain", "busy"), says("Here."));
    assertThat(reply(words("hi"))).containsExactly(new Say("Here."));
  }

  @Test
  void aServerThatIsNotThereIsUnreachable() throws IOException {
    Responder gone = responder(settings(server.url("/v1").toString()));
    server.close();
    assertThat(failure(parts(gone, words("hi"))).kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void aServerThatDoesNotAnswerIsUnreachable() {
    patienceMs = PeerSettingsOf.IMPATIENT_MS;
    serve((asked, wire) -> wire.untilClosed());
    assertThat(failure(reply(words("hi"))))
        .isEqualTo(new ProviderFailure(Kind.UNREACHABLE, "openai-chat", "no answer in time")
            .at(server.url("/v1").toString()));
  }

  @Test
  void aServerThatFallsSilentIsUnreachableAfterWhatItSaid() {
    patienceMs = PeerSettingsOf.IMPATIENT_MS;
    serve((asked, wire) -> {
      wire.chunked(SSE);
      wire.chunk(event("{'choices':[{'delta':{'content':'One. Two'}}]}"));
      wire.untilClosed();
    });
    List<Part> parts = reply(words("hi"));
    assertThat(parts).startsWith(new Say("One."), new Say("Two")).hasSize(3);
    assertThat(failure(parts).kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void aServerThatBreaksOffIsUnreachableAfterWhatItSaid() {
    serve((asked, wire) -> {
      wire.chunked(SSE);
      wire.chunk(event("{'choices':[{'delta':{'content':'One. Two'}}]}"));
      wire.breakOff();
    });
    List<Part> parts = reply(words("hi"));
    assertThat(parts).startsWith(new Say("One."), new Say("Two")).hasSize(3);
    assertThat(failure(parts).kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void nonsenseIsToldAsSuch() {
    serve((asked, wire) -> wire.whole(200, "text/html", "<html>Log in</html>"));
    assertThat(reply(words("hi"))).hasSize(1).allMatch(Part.Failed.class::isInstance);
    serve((asked, wire) -> wire.whole(200, SSE, "data: {nonsense\n\n".repeat(20)));
    assertThat(failure(reply(words("hi"))).kind()).isEqualTo(Kind.BROKE_PROTOCOL);
    serve((asked, wire) -> wire.whole(200, SSE, "data: " + "x".repeat(2 << 20)));
    assertThat(reply(words("hi"))).hasSize(1).allMatch(Part.Failed.class::isInstance);
    serve(chunks("{'choices':[{'delta':{},'finish_reason':'stop'}]}"));
    assertThat(failure(reply(words("hi"))).detail()).isEqualTo("the answer is empty");
    serve(chunks("{'choices':[{'delta':{},'finish_reason':'content_filter'}]}"));
    assertThat(failure(reply(words("hi"))).kind()).isEqualTo(Kind.REJECTED_REQUEST);
    serve((asked, wire) -> wire.whole(200, "application/json", json("{'error':{'code':'oops'}}")));
    assertThat(failure(reply(words("hi"))).detail()).contains("oops");
  }

  @Test
  void chunksWithoutWordsBetweenTheWordsChangeNothing() {
    String filtered = "'content_filter_results':{'hate':{'filtered':false}}";
    String[] told = {
      "{'id':'','choices':[],'prompt_filter_results':[{'prompt_index':0," + filtered + "}]}",
      "{'id':'a','choices':[{'delta':{'role':'assistant','content':'','refusal':null},"
          + "'finish_reason':null}]}",
      "{'id':'a','choices':[{'delta':{'content':'The shop opens'},'logprobs':null}]}",
      "{'id':'','choices':[{'finish_reason':null," + filtered + "}],'usage':null}",
      "{'id':'b','choices':[{'delta':null,'finish_reason':null}]}",
      "{'id':'a','choices':[{'delta':{'content':' at ten.'}}]}",
      "{'id':'a','choices':[{'delta':{},'finish_reason':'stop'}]}",
      "{'id':'','choices':[{'finish_reason':null," + filtered + "}]}",
      "{'id':'a','choices':[],'usage':{'prompt_tokens':5,'completion_tokens':4}}"
    };
    serve((asked, wire) -> {
      wire.chunked(SSE);
      for (String chunk : told) {
        wire.chunk(": still here\n\ndata:" + json(chunk) + "\r\n\r\n");
      }
      wire.chunk("data: [DONE]\n\n");
      wire.lastChunk();
    });
    assertThat(reply(words("hours"))).containsExactly(new Say("The shop opens at ten."));
  }

  @Test
  void aReplyThatIsNotWantedAnyMoreFreesItsConnection() throws Exception {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    serve((asked, wire) -> {
      wire.chunked(SSE);
      wire.chunk(event("{'choices':[{'delta':{'content':'One. Two'}}]}"));
      wire.untilClosed();
      closed.complete(null);
    });
    TestSubscriber.Probe<Part> caller = responder(settings(server.url("/v1").toString()))
        .respond(words("hi"), tools())
        .runWith(TestSink.create(kit.system()), kit.system());
    caller.request(1);
    assertThat(caller.expectNext()).isEqualTo(new Say("One."));
    caller.cancel();
    closed.get(10, TimeUnit.SECONDS);
  }

  /** 64 MB would fit into no buffer on the way: the server is held up by a caller who listens. */
  @Test
  void aCallerWhoListensHoldsUpTheServer() throws Exception {
    CompletableFuture<Integer> sent = new CompletableFuture<>();
    int chunks = 640;
    String sentence = "This is a sentence of forty characters. ";
    String chunk = event("{'choices':[{'delta':{'content':'" + sentence.repeat(2_500) + "'}}]}");
    java.util.concurrent.atomic.AtomicInteger count =
        new java.util.concurrent.atomic.AtomicInteger();
    serve((asked, wire) -> {
      wire.chunked(SSE);
      for (int at = 0; at < chunks; at++) {
        wire.chunk(chunk);
        count.incrementAndGet();
      }
      sent.complete(chunks);
      wire.untilClosed();
    });
    TestSubscriber.Probe<Part> caller = responder(new ChatSettings(
            peer(server.url("/v1").toString(), 1 << 26, 60_000),
            Optional.empty(),
            "m",
            "",
            100,
            "max_tokens",
            OptionalDouble.empty(),
            1,
            ThoughtsFirst.Setting.AUTO,
            "{}"))
        .respond(words("hi"), Tools.none())
        .runWith(TestSink.create(kit.system()), kit.system());
    caller.request(3);
    caller.expectNextN(3);
    caller.expectNoMessage(scala.concurrent.duration.Duration.create(300, TimeUnit.MILLISECONDS));
    assertThat(sent).isNotDone();
    assertThat(count.get()).isLessThan(160);
    caller.cancel();
  }

  /** There is one connection at most: a second one would mean that the first was thrown away. */
  @Test
  void aConnectionIsUsedAgain() {
    serve(says("Here."));
    Responder responder = responder(new ChatSettings(
        one(server.url("/v1")),
        Optional.empty(),
        "m",
        "",
        100,
        "max_tokens",
        OptionalDouble.empty(),
        1,
        ThoughtsFirst.Setting.AUTO,
        "{}"));
    for (int asked = 0; asked < 3; asked++) {
      assertThat(parts(responder, words("hi"))).containsExactly(new Say("Here."));
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  private static PeerSettings one(java.net.URI url) {
    return new PeerSettings(
        "openai-chat",
        url,
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(15),
        Duration.ofSeconds(15),
        1,
        1,
        Duration.ZERO,
        new BreakerSettings(5, Duration.ofSeconds(60)),
        1 << 20);
  }

  @Test
  void aServerThatFailsAgainAndAgainIsLeftAlone() {
    serve((asked, wire) -> wire.whole(OVERLOADED, "text/plain", "busy"));
    Metrics metrics = new Metrics();
    Responder responder = responder(settings(server.url("/v1").toString()), metrics);
    for (int asked = 0; asked < 4; asked++) {
      parts(responder, words("hi"));
    }
    int before = server.asked().size();
    assertThat(failure(parts(responder, words("hi"))).detail()).contains("circuit breaker open");
    assertThat(server.asked()).hasSize(before).hasSizeBetween(3, 6);
  }

  @Test
  void theKeyIsNotPrinted() {
    assertThat(settings("http://127.0.0.1/v1").toString())
        .doesNotContain("s3cret")
        .contains("***");
  }

  // ---- what is said to whom

  private void serve(StandIn.Script... scripts) {
    try {
      server.close();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    server = new StandIn(scripts);
  }

  @Test
  void whatEachRoundTookIsToldOnceThoughItWasToldAgainAndAgain() {
    server = new StandIn((asked, wire) -> {
      boolean first = !asked.body().contains("tool_calls");
      wire.whole(
          200,
          SSE,
          ("""
          data: {"choices":[{"delta":%s}],"usage":{"prompt_tokens":10,"completion_tokens":1}}

          data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

          data: {"choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":3,
          data: "prompt_tokens_details":{"cached_tokens":4}}}

          data: [DONE]

          """)
              .formatted(
                  first
                      ? "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":"
                          + "{\"name\":\"look_up\",\"arguments\":\"{}\"}}]}"
                      : "{\"content\":\"It is free.\"}",
                  first ? 10 : 30));
    });
    List<UsageMeter.Used> told = Collections.synchronizedList(new ArrayList<>());
    UsageMeter meter = told::add;
    assertThat(reply(words("Free?").with(meter))).containsExactly(new Say("It is free."));
    assertThat(told)
        .extracting(UsageMeter.Used::usage)
        .containsExactly(
            Usage.of(Unit.INPUT_TOKENS, 6)
                .and(Unit.CACHED_INPUT_TOKENS, 4)
                .and(Unit.OUTPUT_TOKENS, 3),
            Usage.of(Unit.INPUT_TOKENS, 26)
                .and(Unit.CACHED_INPUT_TOKENS, 4)
                .and(Unit.OUTPUT_TOKENS, 3));
  }

  @Test
  void theModelIsAskedInTheTraceOfTheCall() {
    server = new StandIn((asked, wire) -> wire.whole(
        200,
        SSE,
        "data: {\"choices\":[{\"delta\":{\"content\":\"Yes.\"}}]}\n\n"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":3,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":4}}}\n\ndata: [DONE]\n\n"));
    try (TracedCall call = new TracedCall()) {
      assertThat(reply(words("?").with(call))).containsExactly(new Say("Yes."));
      TraceSink.Told span = call.spans("chat some-model", 1).get(0);
      assertThat(server.asked().get(0).headers())
          .containsEntry("traceparent", "00-" + TracedCall.TRACE + "-" + span.spanId() + "-01");
      assertThat(span.attributes())
          .containsEntry("gen_ai.operation.name", "chat")
          .containsEntry("gen_ai.request.model", "some-model")
          .containsEntry("gen_ai.usage.input_tokens", "30")
          .containsEntry("gen_ai.usage.cache_read.input_tokens", "4")
          .containsEntry("gen_ai.usage.output_tokens", "3")
          .containsEntry("server.address", "127.0.0.1")
          .doesNotContainKey("error.type");
    }
  }

  @Test
  void aModelThatFailsIsAnErrorInTheTrace() {
    server = new StandIn((asked, wire) -> wire.whole(401, "text/plain", "no"));
    try (TracedCall call = new TracedCall()) {
      reply(words("?").with(call));
      assertThat(call.spans("chat some-model", 1).get(0).attributes())
          .containsEntry("error.type", "rejected-credentials");
    }
  }

  @Test
  void whatAServerDoesNotTellIsEstimatedAndSaidToBe() {
    server = new StandIn((asked, wire) -> wire.whole(
        200, SSE, "data: {\"choices\":[{\"delta\":{\"content\":\"Yes.\"}}]}\n\ndata: [DONE]\n\n"));
    List<UsageMeter.Used> told = Collections.synchronizedList(new ArrayList<>());
    UsageMeter meter = told::add;
    assertThat(reply(words("?").with(meter))).containsExactly(new Say("Yes."));
    String asked = server.asked().get(0).body();
    assertThat(told)
        .containsExactly(
            UsageMeter.Used.estimated(Usage.of(Usage.Unit.INPUT_TOKENS, TokenEstimate.of(asked))
                .and(Usage.Unit.OUTPUT_TOKENS, 1)));
  }

  @Test
  void aRequestThatIsRefusedCostsNothing() {
    server = new StandIn((asked, wire) -> wire.whole(400, "text/plain", "no"));
    List<UsageMeter.Used> told = Collections.synchronizedList(new ArrayList<>());
    UsageMeter meter = told::add;
    reply(words("?").with(meter));
    assertThat(told).isEmpty();
  }

  @Test
  void documentsAreSearchedBeforeTheModelIsAsked() {
    serve(says("Yes, from nine."));
    Embedder one = new Embedder() {
      @Override
      public String name() {
        return "one";
      }

      @Override
      public CompletionStage<Result> embed(List<String> texts, UsageMeter meter) {
        return CompletableFuture.completedFuture(
            new Result.Vectors(texts.stream().map(text -> new float[] {1}).toList()));
      }
    };
    Knowledge knowledge = Knowledge.create(
            kit.system(),
            List.of(new Passage("Hours", "We are open from nine.")),
            one,
            new KnowledgeSettings(1, 0.1, 800, Duration.ofSeconds(5)),
            new Metrics().providers())
        .prepare();
    ChatSettings settings = settings(server.url("/v1").toString());
    Responder responder = ChatResponder.create(
        settings,
        ProviderHttpClient.create(kit.system(), settings.peer(), new Metrics().providers()),
        Optional.of(knowledge),
        NanoClock.system(),
        new Metrics().providers());
    assertThat(parts(responder, words("Open?"))).containsExactly(new Say("Yes, from nine."));
    assertThat(server.asked().get(0).body()).contains("- Hours: We are open from nine.");
  }

  private List<Part> reply(Request request) {
    return parts(responder(settings(server.url("/v1").toString())), request);
  }

  private List<Part> parts(Responder responder, Request request) {
    return responder
        .respond(request, tools())
        .runWith(Sink.seq(), kit.system())
        .toCompletableFuture()
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  /** As it stands in JSON with single quotes. */
  private static final String TOLD = PromptData.of(
          "You answer {callerId}.", Map.of("callerId", "4711"))
      .replace("\n", "\\n")
      .replace("\"", "\\'");

  private static Responder responder(ChatSettings settings) {
    return responder(settings, new Metrics());
  }

  private static Responder responder(ChatSettings settings, Metrics metrics) {
    return ChatResponder.create(kit.system(), settings, NanoClock.system(), metrics.providers());
  }

  private ChatSettings settings(String url) {
    return new ChatSettings(
        peer(url, 8 << 20, patienceMs),
        Optional.of(new Secret("s3cret")),
        "some-model",
        "You answer {callerId}.",
        100,
        "max_tokens",
        OptionalDouble.of(0.5),
        2,
        ThoughtsFirst.Setting.AUTO,
        "{\"seed\":9}");
  }

  private int patienceMs = PeerSettingsOf.PATIENT_MS;

  private static PeerSettings peer(String url, int maxBytes, int patienceMs) {
    return new PeerSettings(
        "openai-chat",
        java.net.URI.create(url),
        Duration.ofSeconds(10),
        Duration.ofMillis(patienceMs),
        Duration.ofMillis(patienceMs),
        Duration.ofMillis(patienceMs),
        4,
        2,
        Duration.ofMillis(20),
        new BreakerSettings(5, Duration.ofSeconds(60)),
        maxBytes);
  }

  private Tools tools() {
    return new Tools() {
      @Override
      public List<ToolSpec> offered() {
        return List.of(new ToolSpec("look_up", "looks up", "{\"type\":\"object\"}"));
      }

      @Override
      public CompletionStage<ToolResult> use(String name, String arguments) {
        used.add(name + " " + arguments);
        return CompletableFuture.completedFuture(result);
      }
    };
  }

  private static Request words(String words) {
    return request(new Cue.Words(words));
  }

  private static Request request(Cue cue) {
    return new Request("call", 1, "en", List.of(), cue, Map.of(), List.of(), "", Optional.empty());
  }

  private static ProviderFailure failure(List<Part> parts) {
    return ((Part.Failed) parts.get(parts.size() - 1)).failure();
  }

  private static StandIn.Script says(String... pieces) {
    List<String> chunks = new ArrayList<>();
    for (String piece : pieces) {
      chunks.add("{'choices':[{'delta':{'content':'" + piece + "'}}]}");
    }
    chunks.add("{'choices':[{'delta':{},'finish_reason':'stop'}]}");
    return chunks(chunks.toArray(String[]::new));
  }

  private static StandIn.Script chunks(String... chunks) {
    return (asked, wire) -> {
      wire.chunked(SSE);
      for (String chunk : chunks) {
        wire.chunk(event(chunk));
      }
      wire.chunk("data: [DONE]\n\n");
      wire.lastChunk();
    };
  }

  private static String event(String json) {
    return "data: " + json(json) + "\n\n";
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Test
  void keysAreToldInOneFormInHistoryAndCue() throws IOException {
    serve(says("Good."));
    reply(new Request(
        "c",
        2,
        "de",
        List.of(
            new Line(Speaker.CALLER, "12#", true),
            new Line(Speaker.BOT, "Und?"),
            new Line(Speaker.CALLER, "3", true)),
        new Cue.Digits("3"),
        Map.of(),
        List.of(),
        "",
        Optional.empty()));
    String messages =
        JSON.readTree(server.asked().get(0).body()).path("messages").toString();
    assertThat(messages)
        .contains("[Der Anrufer hat 1 2 # gedrückt.]")
        .contains("[Der Anrufer hat 3 gedrückt.]");
  }

  @Test
  void aReplyThatFailedIsANoteAndNoneOfTheModelsWords() throws IOException {
    serve(says("Good."));
    reply(new Request(
        "c",
        3,
        "en",
        List.of(
            new Line(Speaker.CALLER, "hours"),
            new Line(Speaker.BOT, "", false, true),
            new Line(Speaker.CALLER, "hours please"),
            new Line(Speaker.BOT, "We open", false, true),
            new Line(Speaker.CALLER, "when")),
        new Cue.Words("when"),
        Map.of(),
        List.of(),
        "",
        Optional.empty()));
    JsonNode messages = JSON.readTree(server.asked().get(0).body()).path("messages");
    String note = LanguagePack.shipped("en").wording().of(Wording.Text.REPLY_FAILED);
    assertThat(messages.findValuesAsText("role"))
        .containsExactly("system", "user", "assistant", "user");
    assertThat(messages.findValuesAsText("content").subList(1, 4))
        .containsExactly("hours\n" + note + "\nhours please", "We open", note + "\nwhen");
  }

  @Test
  void thoughtsMarksAndHalvesAreNotSaid() throws IOException {
    serve(says(
        "<th",
        "ink>The caller wants",
        " hours.</thi",
        "nk>\\n\\nWe **open** ",
        "\\ud83d",
        "\\ude00 at nine."));
    assertThat(reply(request(new Cue.Words("hours")))).containsExactly(new Say("We open at nine."));
  }

  @Test
  void anAnswerOfThoughtsAloneIsEmpty() throws IOException {
    serve(says("<think>The caller wants hours."));
    assertThat(reply(request(new Cue.Words("hours"))))
        .hasSize(1)
        .first()
        .isInstanceOf(Responder.Part.Failed.class);
  }
}
