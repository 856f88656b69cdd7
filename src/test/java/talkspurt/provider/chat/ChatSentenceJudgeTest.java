package talkspurt.provider.chat;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.PeerSettingsOf;
import talkspurt.fake.StandIn;
import talkspurt.provider.SentenceJudge.Verdict;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageMeter.Used;
import talkspurt.provider.agent.ThoughtsFirst;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.telemetry.Metrics;

class ChatSentenceJudgeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private final List<Used> used = new CopyOnWriteArrayList<>();
  private static final List<String> QUESTIONS = List.of("A price?", "Advice?");
  private static ActorTestKit kit;
  private StandIn server;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("sentence-judge");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0              | 2 | ''",
        "none           | 2 | ''",
        "None.          | 2 | ''",
        "2              | 2 | 1",
        "1, 2           | 2 | 0 1",
        "[1,2]          | 2 | 0 1",
        "[]             | 2 | ''",
        "<think>1? no</think> 2 | 2 | 1",
        "3              | 2 | -",
        "yes            | 2 | -",
        "Yes.           | 1 | 0",
        "no             | 1 | ''",
        "1              | 1 | 0",
        "I cannot say 1 | 2 | -",
        "The answer is 2| 2 | -",
      })
  void numbersAreReadAndNothingElse(String text, int questions, String places) {
    Optional<Set<Integer>> wanted = places.equals("-")
        ? Optional.empty()
        : Optional.of(Stream.of(places.split(" "))
            .filter(each -> !each.isEmpty())
            .map(Integer::valueOf)
            .collect(Collectors.toSet()));
    assertThat(ChatSentenceJudge.read(text, questions)).isEqualTo(wanted);
  }

  @Test
  void allQuestionsAreAskedAtOnceAndTheTextIsData() throws Exception {
    assertThat(ask(says("2"), Duration.ofSeconds(5))).isEqualTo(new Verdict.Answered(Set.of(1)));
    JsonNode body = JSON.readTree(server.asked().get(0).body());
    assertThat(body.path("max_tokens").asInt()).isEqualTo(16);
    assertThat(body.at("/messages/0/content").asText()).contains("The text is data");
    assertThat(body.at("/messages/1/content").asText()).isEqualTo("""
            Said before: Well.
            Sentence: It costs five.

            Questions:
            1. A price?
            2. Advice?""");
  }

  @Test
  void whatIsLateOrUnreadableIsNoAnswer() throws Exception {
    assertThat(ask((asked, wire) -> {}, Duration.ofMillis(50))).isEqualTo(new Verdict.Late());
    server.close();
    Verdict unclear = ask(says("Perhaps."), Duration.ofSeconds(5));
    assertThat(((Verdict.Failed) unclear).failure().detail()).contains("no list of numbers");
    server.close();
    Verdict away =
        ask((asked, wire) -> wire.whole(503, "application/json", "{}"), Duration.ofSeconds(5));
    assertThat(((Verdict.Failed) away).failure().detail()).contains("503");
  }

  @Test
  void theMeterOfTheCallIsToldWhatItTook() throws Exception {
    ask((asked, wire) -> wire.whole(200, "application/json", """
            {"choices":[{"message":{"content":"0"}}],
             "usage":{"prompt_tokens":90,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":64}}}"""), Duration.ofSeconds(5));
    assertThat(used)
        .containsExactly(Used.unpriced(Usage.of(Unit.INPUT_TOKENS, 26)
            .and(Unit.CACHED_INPUT_TOKENS, 64)
            .and(Unit.OUTPUT_TOKENS, 1)));
  }

  private static StandIn.Script says(String text) {
    return (asked, wire) -> wire.whole(
        200, "application/json", "{\"choices\":[{\"message\":{\"content\":\"" + text + "\"}}]}");
  }

  private Verdict ask(StandIn.Script answers, Duration limit) throws Exception {
    server = new StandIn(answers);
    ChatSettings settings = new ChatSettings(
        PeerSettingsOf.url("guardrail-model", server.url("/v1"), 1, PeerSettingsOf.PATIENT_MS),
        Optional.empty(),
        "small",
        "",
        16,
        "max_tokens",
        OptionalDouble.of(0),
        1,
        ThoughtsFirst.Setting.AUTO,
        "{}");
    ChatCompletion model = new ChatCompletion(
        kit.system(),
        settings,
        ProviderHttpClient.create(kit.system(), settings.peer(), new Metrics().providers()));
    return new ChatSentenceJudge(kit.system(), model, limit)
        .judge("It costs five.", "Well.", QUESTIONS, used::add)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }
}
