package talkspurt.provider.httptool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
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
import talkspurt.fake.WellFormed;
import talkspurt.provider.CallArguments;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Schema;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolResult.Failed;
import talkspurt.provider.ToolResult.Returned;
import talkspurt.provider.ToolRunner;
import talkspurt.provider.ToolRunner.Job;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.transport.Secret;
import talkspurt.telemetry.Metrics;
import talkspurt.text.OutsideText;

class HttpToolRunnerTest {

  private static final String SCHEMA = ("{'type':'object','required':['day'],"
          + "'additionalProperties':false,'properties':{'day':{'type':'string','format':'date'},"
          + "'guests':{'type':'integer','minimum':1,'maximum':12}}}")
      .replace('\'', '"');
  private static final Job JOB = new Job(
      "book", "call-1-abc", "{\"day\":\"2026-12-01\",\"guests\":2}", Map.of("callerId", "4711"));

  private static ActorTestKit kit;
  private int patienceMs = PeerSettingsOf.PATIENT_MS;
  private StandIn server = new StandIn((asked, wire) -> wire.breakOff());

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("tools");
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
  void theServiceIsToldTheTrace() throws IOException {
    serve((asked, wire) -> wire.whole(200, "application/json", "{}"));
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    runner("POST").run(JOB.in(Optional.of(trace))).toCompletableFuture().join();
    runner("POST").run(JOB).toCompletableFuture().join();
    assertThat(server.asked().get(0).headers()).containsEntry("traceparent", trace);
    assertThat(server.asked().get(1).headers()).doesNotContainKey("traceparent");
  }

  @Test
  void theArgumentsArePostedWithTheKey() throws IOException {
    serve((asked, wire) -> wire.whole(200, "application/json", " {\"ok\":true}\n"));
    assertThat(run("POST")).isEqualTo(new Returned("{\"ok\":true}"));
    StandIn.Asked asked = server.asked().get(0);
    assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /book?shop=1");
    assertThat(asked.headers())
        .containsEntry("idempotency-key", "call-1-abc")
        .containsEntry("authorization", "Bearer t0ken");
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(asked.body()))
        .isEqualTo(json.readTree("{\"day\":\"2026-12-01\",\"guests\":2,\"phone\":\"4711\"}"));
  }

  @Test
  void theArgumentsOfAGetAreItsQuery() {
    serve((asked, wire) -> wire.whole(200, "text/plain", "free"));
    assertThat(run("GET")).isEqualTo(new Returned("free"));
    assertThat(server.asked().get(0).path())
        .isEqualTo("/book?shop=1&day=2026-12-01&guests=2&phone=4711");
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429, 401})
  void aServerThatIsOutOfOrderIsAskedOnce(int status) {
    serve((asked, wire) -> wire.whole(status, "text/plain", "stack trace"));
    ToolResult result = run("POST");
    assertThat(result).isInstanceOf(Failed.class);
    assertThat(result.told()).contains("out of order").doesNotContain("stack trace");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void whyARequestIsRefusedIsForTheModel() {
    serve((asked, wire) -> wire.whole(404, "text/plain", "there is no table for two"));
    assertThat(run("POST").told()).contains("there is no table for two");
    serve((asked, wire) -> wire.whole(422, "text/plain", "x".repeat(5000)));
    assertThat(run("POST").told().length()).isLessThan(700);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void aServerThatSendsTheTokenBackDoesNotTellTheModel(int status) {
    serve((asked, wire) -> wire.whole(
        status, "text/plain", "got " + asked.headers().get("authorization") + " and t0kenless"));
    assertThat(run("POST").told()).contains("got Bearer … and").doesNotContain("t0ken");
  }

  @Test
  void whateverAServerAnswersTheModelIsToldWellFormedText() throws IOException {
    BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    serve((asked, wire) -> {
      wire.raw("HTTP/1.1 " + (asked.method().equals("GET") ? 404 : 200)
          + " As Told\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n");
      wire.chunk(answers.remove());
      wire.lastChunk();
    });
    ToolRunner taken = runner("POST");
    ToolRunner refused = runner("GET");
    OutsideTexts.through(61, 20, texts -> {
      answers.add(texts.document(200));
      assertThat(told(taken, texts)).isInstanceOf(Returned.class);
      answers.add(texts.document(20));
      assertThat(told(refused, texts).told()).contains("it was refused");
    });
  }

  private static ToolResult told(ToolRunner runner, OutsideTexts texts) {
    ObjectMapper json = new ObjectMapper();
    String day = OutsideText.repaired(texts.next());
    String arguments = json.createObjectNode().put("day", day).put(day, day).toString();
    ToolResult told = runner
        .run(
            new Job("book", "k", arguments, Map.of("callerId", OutsideText.repaired(texts.next()))))
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
    WellFormed.assertAll(told);
    return told;
  }

  @Test
  void whateverAModelWantsIsHeldAgainstTheSchema() {
    ToolRunner runner = runner("POST");
    OutsideTexts.through(62, 5_000, texts -> {
      assertThat(runner.objection("book", texts.json("{'day':[?],?:?}"))).isPresent();
      assertThat(runner.objection(texts.next(), "{}")).isPresent();
    });
  }

  @Test
  void anAnswerThatDoesNotComeLeavesItUnknownWhetherItWasDone() {
    patienceMs = PeerSettingsOf.IMPATIENT_MS;
    serve((asked, wire) -> wire.untilClosed());
    assertThat(run("POST").told()).contains("not known");
    serve((asked, wire) -> wire.breakOff());
    assertThat(run("POST").told()).contains("not known");
    serve((asked, wire) -> {
      wire.chunked("text/plain");
      wire.chunk("half");
      wire.untilClosed();
    });
    assertThat(run("POST").told()).contains("not known");
    serve((asked, wire) -> wire.whole(200, "text/plain", "x".repeat(2 << 20)));
    assertThat(run("POST").told()).contains("not known");
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void argumentsAreHeldAgainstTheSchema() {
    ToolRunner runner = runner("POST");
    assertThat(runner.objection("book", "{\"day\":\"2026-12-01\"}")).isEmpty();
    for (String wrong : List.of(
        "",
        "[]",
        "{",
        "{}",
        "{\"day\":7}",
        "{\"day\":\"2026-12-01\",\"guests\":13}",
        "{\"day\":\"2026-12-01\",\"price\":0}")) {
      assertThat(runner.objection("book", wrong)).as(wrong).isPresent();
    }
    assertThat(runner.objection("book", "{}").orElseThrow()).contains("day");
    assertThat(
            runner.objection("book", "{\"day\":\"2026-12-01\",\"guests\":99}").orElseThrow())
        .contains("guests", "(it is 99)");
    assertThat(runner.objection("cook", "{}").orElseThrow())
        .isEqualTo("there is no tool called cook; there are [book]");
  }

  private static final Map<String, String> FROM_CALL =
      Map.of("guests", "var.party", "number", "caller", "called", "dnid", "ext", "lext");

  @Test
  void whatOnlyTheCallSuppliesIsNotOffered() {
    ToolRunner runner = runner("POST", Map.of("day", "var.day"));
    assertThat(runner.offered())
        .containsExactly(new ToolSpec(
            "book",
            "books a table",
            ("{'type':'object','required':[],'additionalProperties':false,'properties':"
                    + "{'guests':{'type':'integer','minimum':1,'maximum':12}}}")
                .replace('\'', '"')));
    assertThat(runner.objection("book", "{}")).isEmpty();
    assertThat(runner.objection("book", "{\"day\":\"2026-12-01\"}")).isPresent();
    assertThat(runner.fromCall("book")).containsExactly("day");
    assertThat(runner.fromCall("cook")).isEmpty();
    assertThat(runner("POST").offered().get(0).parameters()).isEqualTo(SCHEMA);
  }

  @Test
  void itIsFilledInByTheCall() throws IOException {
    serve((asked, wire) -> wire.whole(200, "text/plain", "ok"));
    ToolResult result = run(
        runner("POST", FROM_CALL),
        Map.of("callerId", "4711", "dnid", "100", "lext", "7", "party", "<b>2</b>"));
    assertThat(result).isEqualTo(new Returned("ok"));
    ObjectMapper json = new ObjectMapper();
    assertThat(json.readTree(server.asked().get(0).body()))
        .isEqualTo(
            json.readTree("{\"day\":\"2026-12-01\",\"guests\":\"<b>2</b>\",\"phone\":\"4711\","
                + "\"number\":\"4711\",\"called\":\"100\",\"ext\":\"7\"}"));
  }

  @Test
  void aToolIsNotAskedWithoutWhatTheCallShouldSupply() {
    serve((asked, wire) -> wire.whole(200, "text/plain", "ok"));
    ToolResult result = run(runner("POST", FROM_CALL), Map.of("callerId", "", "dnid", "100"));
    assertThat(result)
        .isEqualTo(new Failed(
            "it needs what is not known of this call: ext, guests, number",
            Optional.of(new ProviderFailure(
                ProviderFailure.Kind.REJECTED_REQUEST,
                "book",
                "the call has no ext (lext), guests (var.party), number (caller)"))));
    assertThat(server.asked()).isEmpty();
  }

  private static ToolResult run(ToolRunner runner, Map<String, String> variables) {
    return runner
        .run(new Job("book", "k", "{\"day\":\"2026-12-01\"}", variables))
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | PUT /shops/7%C3%A4%20%26%3B/days?x=1           | {\"guests\":2,\"phone\":\"4711\"}",
        "PATCH  | PATCH /shops/7%C3%A4%20%26%3B/days?x=1         | {\"guests\":2,\"phone\":\"4711\"}",
        "POST   | POST /shops/7%C3%A4%20%26%3B/days?x=1          | {\"guests\":2,\"phone\":\"4711\"}",
        "GET    | GET /shops/7%C3%A4%20%26%3B/days?x=1&guests=2&phone=4711    | ''",
        "DELETE | DELETE /shops/7%C3%A4%20%26%3B/days?x=1&guests=2&phone=4711 | ''"
      })
  void anArgumentInThePathIsNowhereElse(String method, String line, String body) {
    serve((asked, wire) -> wire.whole(200, "text/plain", "done with shop-key"));
    ToolRunner runner = shop(method, "/shops/{shop}/days?x=1", Optional.empty(), Map.of());
    ToolResult result = run(runner, "{\"shop\":\"7ä &;\",\"guests\":2}");
    assertThat(result).as("without the secret").isEqualTo(new Returned("done with …"));
    StandIn.Asked asked = server.asked().get(0);
    assertThat(asked.method() + " " + asked.path()).isEqualTo(line);
    assertThat(asked.body()).isEqualTo(body);
    assertThat(asked.headers())
        .containsEntry("x-shop", "shop-key")
        .containsEntry("idempotency-key", "k");
  }

  @Test
  void aBodyMayBeMadeOfArguments() {
    serve((asked, wire) -> wire.whole(200, "text/plain", "done"));
    String body =
        "{\"who\":{\"tel\":\"tel:{phone}\"},\"n\":\"{guests}\",\"no\":\"{shop}\",\"at\":[1]}";
    run(shop("POST", "/book", Optional.of(body), Map.of()), "{\"guests\":2}");
    assertThat(server.asked().get(0).body())
        .isEqualTo("{\"who\":{\"tel\":\"tel:4711\"},\"n\":2,\"at\":[1]}");
  }

  @Test
  void aStatusMayBeAnAnswer() {
    serve((asked, wire) ->
        wire.whole(asked.path().startsWith("/a?") ? 404 : 422, "text/plain", "no"));
    Map<Integer, String> statuses = Map.of(404, "There is no such shop.");
    ToolResult meant = run(shop("GET", "/{shop}", Optional.empty(), statuses), "{\"shop\":\"a\"}");
    assertThat(meant).isEqualTo(new Returned("There is no such shop."));
    assertThat(run(shop("GET", "/{shop}", Optional.empty(), statuses), "{\"shop\":\"b\"}"))
        .isInstanceOf(Failed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "a/b", "a\\\\b", "", " ", "a\\nb"})
  void whatWouldLeadElsewhereIsNotSent(String shop) {
    ToolRunner runner = shop("GET", "/{shop}", Optional.empty(), Map.of());
    String arguments = "{\"shop\":\"" + shop + "\"}";
    assertThat(runner.objection("shop", arguments)).get().asString().contains("shop");
    assertThat(run(runner, arguments)).isInstanceOf(Failed.class);
    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | http://h/{nobody} | | url names {nobody}",
        "GET | http://h/{guests} | | url names {guests}",
        "GET | http://{shop}/a   | | url is",
        "GET | http://h/a?b={shop} | | url is",
        "GET | http://h/{shop    | | url is",
        "GET | http://h/a        | {} | body is there with method = GET",
        "PUT | http://h/a        | {\"a\":\"{nobody}\"} | body names {nobody}",
        "PURGE | http://h/a      | | method is PURGE"
      })
  void aFaultNamesItsKey(String method, String url, String body, String told) {
    assertThatThrownBy(() -> tool(method, url, Optional.ofNullable(body), Map.of()))
        .hasMessageStartingWith(told);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 429, 500})
  void notEveryStatusIsAnAnswer(int status) {
    assertThatThrownBy(() -> tool("GET", "http://h/a", Optional.empty(), Map.of(status, "told")))
        .hasMessageStartingWith("statuses has " + status);
  }

  private static ToolResult run(ToolRunner runner, String arguments) {
    return runner
        .run(new Job("shop", "k", arguments, Map.of("callerId", "4711")))
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private ToolRunner shop(
      String method, String path, Optional<String> body, Map<Integer, String> statuses) {
    String base = server.url("/").toString();
    return HttpToolRunner.create(
        kit.system(),
        List.of(tool(method, base.substring(0, base.length() - 1) + path, body, statuses)),
        new Metrics().providers());
  }

  private HttpTool tool(
      String method, String url, Optional<String> body, Map<Integer, String> statuses) {
    String required = url.contains("{shop}") ? "['shop']" : "[]";
    String schema = "{'type':'object','required':" + required
        + ",'properties':{'shop':{'type':'string'},'guests':{'type':'integer'}}}";
    return new HttpTool(
        new ToolSpec("shop", "does", schema.replace('\'', '"')),
        HttpTool.sent(
            method, url, Optional.empty(), Map.of("X-Shop", new Secret("shop-key")), body),
        PeerSettingsOf.url("tool-shop", server.url("/"), 1, patienceMs),
        new CallArguments(Map.of("phone", "{callerId}"), Map.of()),
        new ResultMapping(Optional.empty(), Map.of(), 8000),
        statuses,
        Duration.ofSeconds(5));
  }

  @Test
  void aWrongSchemaIsToldWhenItIsRead() {
    for (String wrong : List.of(
        "[]",
        "{\"type\":\"string\"}",
        "{\"type\":\"object\",\"required\":\"day\"}",
        "{\"type\":7}")) {
      assertThatThrownBy(() -> Schema.of(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("parameters");
    }
  }

  private void serve(StandIn.Script script) {
    try {
      server.close();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    server = new StandIn(script);
  }

  private ToolResult run(String method) {
    return runner(method)
        .run(JOB)
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
  }

  private ToolRunner runner(String method) {
    return runner(method, Map.of());
  }

  private ToolRunner runner(String method, Map<String, String> fromCall) {
    return HttpToolRunner.create(
        kit.system(),
        List.of(new HttpTool(
            new ToolSpec("book", "books a table", SCHEMA),
            HttpTool.sent(
                method,
                server.url("/book?shop=1").toString(),
                Optional.of(new Secret("t0ken")),
                Map.of("X-Shop", new Secret("shop-key")),
                Optional.empty()),
            PeerSettingsOf.url("tool-book", server.url("/book?shop=1"), 1, patienceMs),
            new CallArguments(Map.of("phone", "{callerId}"), fromCall),
            new ResultMapping(Optional.empty(), Map.of(), 8000),
            Map.of(),
            Duration.ofSeconds(5))),
        new Metrics().providers());
  }
}
