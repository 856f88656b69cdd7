package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.call.Spending.Spent;
import talkspurt.control.CostQuery;
import talkspurt.control.CostQuery.By;
import talkspurt.control.CostReport;
import talkspurt.http.ServedApi.Answer;
import talkspurt.provider.Usage.Unit;

class CostRoutesTest {

  private static final Spent SPENT = new Spent(
      1_234_500,
      Map.of("characters", 40L, "output-tokens", 7L),
      Map.of("characters", 40L),
      List.of("2026-11-01"));

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void forget() {
    api.costsAsked.clear();
    api.costs = new CostReport(
        new CostReport.Group(3, SPENT),
        new TreeMap<>(Map.of("=a,b", new CostReport.Group(2, SPENT))));
  }

  @Test
  void tellsWhatCallsHaveCost() {
    Answer answer = api.get("/api/costs?from=2026-11-01&to=2026-12-01&by=provider&profile=sales");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo("{\"currency\":\"EUR\",\"zone\":\"Europe/Berlin\",\"by\":\"provider\","
            + "\"from\":\"2026-11-01T00:00:00Z\",\"to\":\"2026-12-01T00:00:00Z\","
            + "\"total\":{\"calls\":3,\"amount\":1.234500,"
            + "\"used\":{\"characters\":40,\"output-tokens\":7},"
            + "\"estimated\":{\"characters\":40},\"tariffs\":[\"2026-11-01\"]},"
            + "\"costs\":[{\"provider\":\"=a,b\",\"calls\":2,\"amount\":1.234500,"
            + "\"used\":{\"characters\":40,\"output-tokens\":7},"
            + "\"estimated\":{\"characters\":40},\"tariffs\":[\"2026-11-01\"]}]}");
    assertThat(api.costsAsked)
        .containsExactly(new CostQuery(
            Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
            Optional.of(Instant.parse("2026-12-01T00:00:00Z")),
            Optional.of("sales"),
            By.PROVIDER));
  }

  @Test
  void tellsThemByDayAndAsCsv() {
    Answer answer = api.get("/api/costs?format=csv");
    assertThat(answer.status()).isEqualTo(200);
    List<String> lines = answer.body().lines().toList();
    assertThat(lines.get(0)).startsWith("day,calls,amount,currency,sound-ms,sound-ms-estimated,");
    assertThat(lines.get(1)).startsWith("\"'=a,b\",2,1.234500,EUR,0,0,40,40,");
    assertThat(lines).hasSize(2);
    assertThat(api.costsAsked.get(0).by()).isEqualTo(By.DAY);
  }

  @Test
  void aTableHasAColumnForEachUnitThatProvidersArePaidFor() {
    assertThat(CostReport.UNITS)
        .containsExactlyElementsOf(Arrays.stream(Unit.values()).map(Unit::label).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"by=week", "format=xml", "from=2026-11-02&to=2026-11-01", "per=day", "from=May"})
  void whatCannotBeAskedIsToldToBeWrong(String query) {
    assertThat(api.get("/api/costs?" + query).status()).isEqualTo(400);
    assertThat(api.costsAsked).isEmpty();
  }
}
