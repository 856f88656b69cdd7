package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.outbound.OutboundOrder;

/** Lists of calls: taken whole or not at all, unless told so, paused and exported. */
class CampaignRoutesTest {

  private static final String SPRING = "/api/campaigns/spring";
  private static final String LIST =
      "number,name,consent\n+49 30 123456,Ann,form 1\n+493099999,\"Lee, Bob\",\n";

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void forget() {
    api.outbound.reset();
    api.keeping.reset();
  }

  private static ServedApi.Answer post(String query, String csv) {
    return api.send("POST", SPRING + query, csv, "Content-Type", "text/csv");
  }

  private static OutboundOrder order(int number) {
    return api.outbound.calls.get(new UUID(0, number)).order();
  }

  @Test
  void eachLineIsACallWithItsVariables() {
    ServedApi.Answer answer =
        post("?profile=sales&consent=letter&attempts=2&to=2026-12-05T18:00:00Z&paused=true", LIST);
    Expect.json(answer, 201, """
        {"campaign": {"name": "spring", "profile": "sales", "paused": true,
          "createdAt": "2026-12-01T12:00:00Z", "calls": {}},
         "taken": 2, "refused": 1, "known": 2, "full": 0, "faulty": []}
        """);
    assertThat(order(1).request().number().e164()).isEqualTo("+4930123456");
    assertThat(order(1).variables()).isEqualTo(Map.of("name", "Ann"));
    assertThat(order(1).request().consent()).contains("form 1");
    assertThat(order(2).request().consent()).contains("letter");
    assertThat(order(2).variables()).isEqualTo(Map.of("name", "Lee, Bob"));
    assertThat(order(2).campaign()).contains("spring");
    assertThat(order(2).attempts()).isEqualTo(2);
    assertThat(order(2).request().window().until()).hasToString("2026-12-05T18:00:00Z");
  }

  @Test
  void allFaultyLinesAreToldAndNothingIsTakenUnlessToldSo() {
    String csv = "number,name\n+4930123456,Ann\nme,Bob\n+4930123456,Ann\n+493099999\n";
    ServedApi.Answer refused = post("?profile=sales", csv);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(Expect.tree(refused.body()).at("/type").asText())
        .isEqualTo("urn:talkspurt:problem:faulty-lines");
    assertThat(Expect.tree(refused.body()).at("/faulty").toString())
        .isEqualTo("[{\"line\":3,\"problem\":\"number is no number that can be dialled\"},"
            + "{\"line\":4,\"problem\":\"number is that of line 2\"},"
            + "{\"line\":5,\"problem\":\"has 1 cells; allowed: 2, as the first line\"}]");
    assertThat(api.outbound.calls).isEmpty();
    assertThat(api.outbound.campaigns).isEmpty();
    ServedApi.Answer taken = post("?profile=sales&faulty=skip", csv);
    assertThat(taken.status()).isEqualTo(201);
    assertThat(Expect.tree(taken.body()).at("/faulty")).hasSize(3);
    assertThat(api.outbound.calls).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'',profile",
    "?profile=nobody,profile",
    "?profile=split,profile",
    "?profile=sales&faulty=yes,faulty",
    "?profile=sales&attempts=0,attempts",
    "?profile=sales&paused=maybe,paused",
    "?profile=sales&colour=red,colour",
    "?profile=sales&to=2026-11-01T00:00:00Z,window"
  })
  void whatIsWrongIsNamed(String query, String field) {
    Expect.badField(post(query, LIST), field);
    assertThat(api.outbound.calls).isEmpty();
  }

  @Test
  void theBodyIsCsvWithAColumnOfNumbers() {
    Expect.problem(post("?profile=sales", ""), 400, "bad-request");
    Expect.problem(post("?profile=sales", "phone\n+4930123456\n"), 400, "bad-request");
    Expect.problem(post("?profile=sales", "number,a,a\n"), 400, "bad-request");
    Expect.badField(post("?profile=sales", "number,first name\n"), "column");
    Expect.problem(
        api.send("POST", SPRING + "?profile=sales", LIST, "Content-Type", "text/plain"),
        415,
        "unsupported-type");
    Expect.badField(
        api.send("POST", "/api/campaigns/a%20b?profile=sales", LIST, "Content-Type", "text/csv"),
        "name");
    api.outbound.unable = Optional.of("no trunk");
    Expect.problem(post("?profile=sales", LIST), 409, "no-outbound-calls");
  }

  @Test
  void aCampaignKeepsItsProfile() {
    post("?profile=sales", LIST);
    Expect.badField(post("?profile=hotline", LIST), "profile");
  }

  @Test
  void aCampaignIsPausedAndGoesOn() {
    Expect.problem(api.get(SPRING), 404, "unknown-campaign");
    Expect.problem(api.send("POST", SPRING + "/pause", ""), 404, "unknown-campaign");
    post("?profile=sales", LIST);
    api.send("POST", SPRING + "/pause", "");
    assertThat(Expect.tree(api.get(SPRING).body()).at("/paused").asBoolean()).isTrue();
    api.send("POST", SPRING + "/resume", "");
    assertThat(Expect.tree(api.get("/api/campaigns").body())
            .at("/campaigns/0/paused")
            .asBoolean())
        .isFalse();
  }

  @Test
  void itsCallsAreExported() {
    post("?profile=sales", LIST);
    ServedApi.Answer answer = api.get(SPRING + "/export");
    assertThat(answer.type()).startsWith("text/csv");
    List<String> lines = answer.body().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("id,number,state,outcome,refusedBy");
    assertThat(lines.get(2))
        .startsWith(
            "00000000-0000-0000-0000-000000000002,'+493099999,waiting,,,,2026-12-01T12:00:00Z,0")
        .contains("\"{\"\"name\"\":\"\"Lee, Bob\"\"}\"");
  }
}
