package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.http.ServedApi.Answer;

class OperationsRoutesTest {

  private static final AtomicReference<Supplier<CompletionStage<Optional<String>>>> DATABASE =
      new AtomicReference<>();

  private static ServedApi api;

  @BeforeAll
  static void serve() {
    api = ServedApi.start(
        new ReadyCheck("database", () -> DATABASE.get().get()),
        new ReadyCheck("cluster", () -> CompletableFuture.completedStage(Optional.empty())));
    Counter.builder().name("talkspurt_test").help("Tests").register(api.metrics).inc(3);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aProcessThatAnswersIsUp() {
    Expect.json(
        api.get("/health"),
        200,
        "{\"status\": \"up\", \"version\": \"1.2.3\", \"uptimeSeconds\": 75, \"calls\": 4, \"lines\": 3}");
  }

  @Test
  void whatANodeIsIsToldToWhoHelps() {
    Expect.json(api.get("/api/support"), 200, "{\"log\": [\"one\"]}");
  }

  @Test
  void aNodeWithoutProblemsIsReady() {
    DATABASE.set(() -> CompletableFuture.completedStage(Optional.empty()));
    Expect.json(api.get("/ready"), 200, """
        {"status": "ready", "admission": "open", "checks": [
          {"name": "database", "status": "up"}, {"name": "cluster", "status": "up"}]}""");
  }

  @Test
  void aBalancerMayAskAsOfOld() {
    DATABASE.set(() -> CompletableFuture.completedStage(Optional.empty()));
    assertThat(api.raw("GET /ready HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
  }

  @Test
  void aNodeWithAProblemIsNotReady() {
    notReadyBecause(
        () -> CompletableFuture.completedStage(Optional.of("no connection")), "no connection");
  }

  @Test
  void aCheckThatNeverAnswersIsAProblem() {
    CompletableFuture<Optional<String>> never = new CompletableFuture<>();
    notReadyBecause(() -> never, "no answer within 50 ms");
    assertThat(never).isNotDone();
  }

  @Test
  void aCheckThatFailsIsAProblemOfWhichOnlyTheKindIsTold() {
    notReadyBecause(
        () -> CompletableFuture.failedFuture(new IllegalStateException("jdbc:secret")),
        "failed: IllegalStateException");
  }

  @Test
  void aCheckThatThrowsIsAProblem() {
    notReadyBecause(
        () -> {
          throw new IllegalArgumentException("jdbc:secret");
        },
        "failed: IllegalArgumentException");
  }

  private static void notReadyBecause(
      Supplier<CompletionStage<Optional<String>>> database, String problem) {
    DATABASE.set(database);
    Expect.json(api.get("/ready"), 503, """
        {"status": "not-ready", "admission": "open", "checks": [
          {"name": "database", "status": "down", "problem": "%s"},
          {"name": "cluster", "status": "up"}]}""".formatted(problem));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/metrics"})
  void aProbeMayAskForTheHeadAlone(String path) {
    Answer answer = api.send("HEAD", path, "");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', text/plain; version=0.0.4; charset=utf-8, false",
    "*/*, text/plain; version=0.0.4; charset=utf-8, false",
    "application/openmetrics-text;version=1.0.0, "
        + "application/openmetrics-text; version=1.0.0; charset=utf-8, true",
    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited, "
        + "text/plain; version=0.0.4; charset=utf-8, false"
  })
  void metricsComeInTheFormTheScraperWants(String accept, String type, boolean open) {
    Answer answer = accept.isEmpty() ? api.get("/metrics") : api.get("/metrics", "Accept", accept);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualToIgnoringCase(type);
    assertThat(answer.body()).contains("talkspurt_test_total 3.0");
    assertThat(answer.body().endsWith("# EOF\n")).isEqualTo(open);
  }

  @Test
  void theClusterIsToldAsThePageShowsIt() {
    try (ServedApi api = ServedApi.start()) {
      assertThat(api.get("/api/cluster").body())
          .isEqualTo(
              "{\"self\":\"akka://talkspurt@192.0.2.7:2552\",\"withMajority\":true,\"nodes\":["
                  + "{\"address\":\"akka://talkspurt@192.0.2.7:2552\",\"status\":\"up\",\"reachable\":true,"
                  + "\"leader\":true,\"roles\":[\"calls\"],\"audio\":\"192.0.2.7:3000\","
                  + "\"api\":\"192.0.2.7:1650\",\"takesLines\":true,\"calls\":17,"
                  + "\"shards\":{\"12\":17}}]}");
    }
  }
}
