package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import talkspurt.http.ServedApi.Answer;

class ProblemsTest {

  private static final UUID ID = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");
  private static final String CALLER = "491701234567";
  private static final String START = "/api/call-start?callerId=" + CALLER + "&uuid=" + ID;

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    api.calls.reset();
    log.start();
    root.addAppender(log);
  }

  @AfterEach
  void noCallersNumberWasLogged() {
    root.detachAppender(log);
    assertThat(logged()).allSatisfy(line -> assertThat(line).doesNotContain(CALLER));
  }

  private List<String> logged() {
    List<String> lines = new ArrayList<>();
    for (ILoggingEvent event : List.copyOf(log.list)) {
      lines.add(
          event.getLevel() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs());
    }
    return lines;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/calls/",
        "/health/",
        "/api/call-start/491701234567",
        "/api/calls/a1b2c3d4-0000-4000-8000-00000000000f/nothing"
      })
  void anUnknownPathIsAProblem(String path) {
    Expect.problem(api.get(path), 404, "unknown-path");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/calls, 'POST, GET'",
    "POST, /api/call-start, GET",
    "POST, /api/calls/a1b2c3d4-0000-4000-8000-00000000000f, 'GET, DELETE'",
    "DELETE, /api/calls/a1b2c3d4-0000-4000-8000-00000000000f/next, GET",
    "GET, /api/calls/a1b2c3d4-0000-4000-8000-00000000000f/transfer-failed, POST",
    "POST, /health, 'GET, HEAD'"
  })
  void aWrongMethodIsToldTheRightOnes(String method, String path, String allowed) {
    Answer answer = api.send(method, path, "");
    Expect.problem(answer, 405, "method-not-allowed");
    assertThat(answer.header("Allow").split(", ")).containsExactlyInAnyOrder(allowed.split(", "));
  }

  static Stream<Throwable> passing() {
    return Stream.of(
        new TimeoutException("ask"),
        new CompletionException(new SQLException("connection refused")),
        transaction("connection refused", "08001"),
        transaction("the database is closed", "90098"),
        transaction("disk full", "53100"),
        transaction("serialization failure", "40001"),
        transaction("no connection in time", null),
        new RejectedExecutionException("queue"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatMayPassIsAnsweredWithWhenToTryAgain(Throwable failure) {
    api.calls.answerWith(CompletableFuture.failedFuture(failure));
    Answer answer = api.get(START);
    Expect.problem(answer, 503, "unavailable");
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    Expect.text(api.get(START + "&format=text"), 503, "error 503 unavailable");
    Expect.problem(api.get("/api/calls/" + ID), 503, "unavailable");
  }

  /** As a transaction with the database fails. */
  private static Throwable transaction(String said, String state) {
    return new CompletionException(
        new IllegalStateException("database: " + said, new SQLException(said, state)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"22001", "23505", "42601", "42S02", "0A000"})
  void whatTheDatabaseWouldRefuseAgainIsOurMistake(String state) {
    api.calls.answerWith(CompletableFuture.failedFuture(transaction("no", state)));
    Expect.problem(api.get("/api/calls/" + ID), 500, "internal-error");
  }

  @Test
  void aMistakeOfOursIsLoggedWithItsTraceAndAnsweredWithout() {
    api.calls.answerWith(
        CompletableFuture.failedFuture(new IllegalStateException("a secret of ours")));
    Answer answer = api.delete("/api/calls/" + ID);
    Expect.problem(answer, 500, "internal-error");
    assertThat(answer.body()).doesNotContain("secret", "Exception", "talkspurt.http");
    List<ILoggingEvent> errors =
        log.list.stream().filter(event -> event.getLevel() == Level.ERROR).toList();
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).getThrowableProxy()).isNotNull();
    assertThat(errors.get(0).getKeyValuePairs().toString())
        .contains("DELETE", "/api/calls/*", ID.toString());
  }

  @Test
  void whatWasLoggedWhereItWasFoundIsNotLoggedAgain() {
    Problem problem = Problem.of(ProblemKind.NOT_NOW, "logged where it was found");
    HttpRequest request = HttpRequest.create();
    assertThat(Problems.answer(request, new CompletionException(problem.foundAndLogged()))
            .status()
            .intValue())
        .isEqualTo(409);
    assertThat(logged()).noneMatch(line -> line.contains("request answered with 409 not-now"));
    Problems.answer(request, new CompletionException(problem.found()));
    assertThat(logged())
        .filteredOn(line -> line.contains("request answered with 409 not-now"))
        .hasSize(1);
  }

  @Test
  void aRefusalIsLoggedByItsKindAlone() {
    api.get(START + "&profile=nobody");
    assertThat(logged())
        .anySatisfy(line -> assertThat(line)
            .startsWith("WARN request answered with 400 bad-request profile")
            .contains("/api/call-start"));
  }

  @Test
  void aControlCharacterInTheTargetIsAProblemOfItsFieldAndNotLogged() {
    String answer = api.raw("GET /api/call-start?callerId=\u0001" + CALLER
        + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("callerId");
    assertThat(logged()).noneMatch(line -> line.contains(CALLER));
  }

  @Test
  void aTargetThatIsNoneIsAProblemAndNotLogged() {
    String answer = api.raw("GET http://[t/api/call-start?callerId=" + CALLER
        + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "about:blank", "must be percent-encoded");
    assertThat(logged())
        .anyMatch(line -> line.startsWith("WARN malformed request answered with 400"))
        .noneMatch(line -> line.contains(CALLER));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/call-start?callerId=%zz491701234567, 200",
    "/api/call-start?callerId=%, 200",
    "/api/call-start?callerId=Ann 1, 200",
    "/api/calls/%zz, 400"
  })
  void whatIsNotEncodedIsTakenAsItIs(String target, int status) {
    String answer = api.raw("GET " + target + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void aTargetThatIsTooLongIsAProblem() {
    String answer =
        api.raw("GET " + START + "&x=" + "1".repeat(20_000) + " HTTP/1.1\r\nHost: t\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 414").contains("application/problem+json");
  }

  @Test
  void aBodyThatComesInPiecesIsLimitedToo() {
    String piece = "1000\r\n" + " ".repeat(0x1000) + "\r\n";
    String answer =
        api.raw("POST /api/calls HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + piece.repeat(17));
    assertThat(answer).startsWith("HTTP/1.1 413").contains("too-large");
  }

  @Test
  void aBodyThatDoesNotComeIsNotWaitedForLong() {
    try (ServedApi impatient = ServedApi.startImpatient()) {
      String answer =
          impatient.raw("POST /api/calls HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
              + "Content-Length: 100\r\n\r\n{\"callerId\"");
      assertThat(answer).startsWith("HTTP/1.1 408").contains("slow-request");
    }
  }

  @ParameterizedTest
  @CsvSource({"60000, 200", "100000, 413"})
  void aBodyNobodyWantsHurtsNobody(int bytes, int status) {
    assertThat(api.send("GET", START, "x".repeat(bytes)).status()).isEqualTo(status);
  }

  @Test
  void aRequestThatTakesTooLongIsAProblem() {
    try (ServedApi slow = ServedApi.startWith("akka.http.server.request-timeout = 100ms")) {
      slow.calls.answerWith(new CompletableFuture<>());
      Answer answer = slow.get(START);
      Expect.problem(answer, 503, "unavailable");
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
  }
}
