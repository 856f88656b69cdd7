package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.control.ExperimentQuery;
import talkspurt.control.ExperimentSummary;

class ExperimentRoutesTest {

  private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void forget() {
    api.experiments.listed.clear();
    api.experiments.variants.clear();
  }

  @Test
  void listsThoseInForceAndThoseThereAreCallsOf() {
    assertThat(Expect.tree(api.get("/api/experiments").body()).toString())
        .isEqualTo(
            "{\"experiments\":[{\"name\":\"greeting\",\"profile\":\"split\",\"running\":true,"
                + "\"weights\":{\"a\":1,\"b\":0},\"calls\":0}]}");
    api.experiments.listed.addAll(List.of(
        new ExperimentSummary("old", "split", DAY, DAY, 7),
        new ExperimentSummary("greeting", "split", DAY, DAY, 5)));
    assertThat(Expect.tree(api.get("/api/experiments").body()).toString())
        .isEqualTo(
            "{\"experiments\":[{\"name\":\"old\",\"profile\":\"split\",\"running\":false,"
                + "\"calls\":7,\"firstCallAt\":\"2026-11-20T00:00:00Z\",\"lastCallAt\":\"2026-11-20T00:00:00Z\"},"
                + "{\"name\":\"greeting\",\"profile\":\"split\",\"running\":true,"
                + "\"weights\":{\"a\":1,\"b\":0},\"calls\":5,"
                + "\"firstCallAt\":\"2026-11-20T00:00:00Z\",\"lastCallAt\":\"2026-11-20T00:00:00Z\"}]}");
  }

  @Test
  void tellsWhatEachVariantCameToAndWhetherTheyDiffer() {
    api.experiments.variants.put("a", FakeExperiments.calls(1000, 240));
    api.experiments.variants.put("b", FakeExperiments.calls(1000, 310));
    String body =
        api.get("/api/experiments/greeting?from=2026-11-20&to=2026-11-21").body();
    JsonNode told = Expect.tree(body);
    assertThat(api.experiments.asked)
        .isEqualTo(new ExperimentQuery(
            "greeting", Set.of(), Optional.of(DAY), Optional.of(DAY.plusSeconds(86_400))));
    assertThat(told.path("running").asBoolean()).isTrue();
    assertThat(told.path("against").asText()).isEqualTo("a");
    assertThat(told.path("note").asText()).contains("again and again");
    JsonNode b = told.path("variants").path(1);
    assertThat(b.path("name").asText()).isEqualTo("b");
    assertThat(b.path("weight").asInt(-1)).isZero();
    assertThat(b.path("calls").asInt()).isEqualTo(1000);
    assertThat(List.of(
            b.path("forced").asInt(),
            b.path("live").asInt(),
            b.path("unanswered").asInt()))
        .containsExactly(1, 2, 3);
    assertThat(body)
        .contains(
            "\"bargeInsPerCall\":1.0000",
            "\"seconds\":{\"mean\":30.0000,\"p50\":25.5000,\"p95\":80.2500}",
            "\"responseMs\":{\"mean\":900.0000,\"p50\":850.0000,\"p95\":1500.0000}",
            "\"costPerCall\":{\"currency\":\"EUR\",\"amount\":0.001500}",
            "\"transferred\":{\"calls\":310,\"share\":0.3100,\"low\":0.2821,\"high\":0.3393}");
    JsonNode compared = told.path("comparisons").path(1);
    assertThat(told.path("comparisons")).hasSize(2);
    assertThat(compared.path("verdict").asText())
        .isEqualTo(
            "transferred: b has it in more calls than a: 31 % against 24 %, difference 7 points"
                + " (3.1 to 10.9)");
    assertThat(compared.path("conclusion").asText()).isEqualTo("more");
    assertThat(compared.path("kind").asText()).isEqualTo("end-reason");
    assertThat(compared.path("low").asDouble()).isEqualTo(0.0309);
  }

  @Test
  void tellsHowManyMoreCallsAreNeeded() {
    api.experiments.variants.put("a", FakeExperiments.calls(100, 24));
    api.experiments.variants.put("b", FakeExperiments.calls(100, 31));
    JsonNode wide =
        Expect.tree(api.get("/api/experiments/greeting?difference=10").body());
    JsonNode narrow = Expect.tree(api.get("/api/experiments/greeting").body());
    assertThat(narrow.path("comparisons").path(1).path("callsNeeded").asInt()).isEqualTo(1200);
    assertThat(wide.path("comparisons").path(1).path("callsNeeded").asInt()).isEqualTo(230);
  }

  @Test
  void anExperimentWithoutCallsIsToldWhileItRuns() {
    JsonNode told = Expect.tree(api.get("/api/experiments/greeting").body());
    assertThat(told.path("variants")).hasSize(2);
    assertThat(told.path("variants").path(0).path("calls").asInt(-1)).isZero();
    assertThat(told.path("comparisons")).isEmpty();
    assertThat(api.get("/api/experiments/other").status()).isEqualTo(404);
    assertThat(api.get("/api/experiments/other").body())
        .contains("urn:talkspurt:problem:unknown-experiment");
    api.experiments.variants.put("a", FakeExperiments.calls(1, 0));
    assertThat(Expect.tree(api.get("/api/experiments/other").body())
            .path("running")
            .asBoolean())
        .isFalse();
  }

  @Test
  void whatCannotBeAskedForIsToldByName() {
    assertThat(Expect.badField(api.get("/api/experiments/greeting?goal=x"), "goal"))
        .contains("allowed: from, to, difference");
    assertThat(Expect.badField(api.get("/api/experiments/greeting?difference=0"), "difference"))
        .isEqualTo("difference is '0'; allowed: 1 to 50");
    assertThat(Expect.badField(
            api.get("/api/experiments/greeting?from=2026-11-20&to=2026-11-20"), "to"))
        .contains("a time after 'from'");
    assertThat(Expect.badField(
            api.get("/api/experiments/greeting?from=2026-11-20&from=2026-11-20"), "from"))
        .contains("more than once");
  }
}
