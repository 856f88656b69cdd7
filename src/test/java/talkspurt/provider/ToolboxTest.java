package talkspurt.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.provider.Responder.Part.UseTool;

class ToolboxTest {

  private static final String SCHEMA = ("{'type':'object','required':['day'],'properties':"
          + "{'day':{'type':'string'},'guests':{'type':'integer','maximum':12}}}")
      .replace('\'', '"');
  private static final OutcomeForm FORM =
      OutcomeForm.of(List.of("booked", "not-interested"), Optional.of(SCHEMA), true);
  private static final Toolbox PLAIN =
      new Toolbox(true, Map.of("sales", "queues,sales,1"), ToolRunner.none());
  private static final Toolbox BOX = PLAIN.outcome(FORM);

  @Test
  void whatIsToldGoesAlongWithTheErrand() {
    assertThat(BOX.errand(
            "end_call",
            json("{'summary':' A table. ','disposition':'booked',"
                + "'reason':'done','fields':{'day':'Monday','guests':4},'other':1}")))
        .contains(new UseTool(
            "end_call",
            Map.of(
                "summary", "A table.",
                "disposition", "booked",
                "reason", "done",
                "fields", json("{'day':'Monday','guests':4}"))));
    assertThat(BOX.errand("transfer_call", json("{'destination':'sales','summary':'Wants 12.'}")))
        .contains(new UseTool(
            "transfer_call", Map.of("destination", "queues,sales,1", "summary", "Wants 12.")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "''",
        "null",
        "{'summary':null,'disposition':'','fields':null}",
        "{'unknown':true}",
      })
  void whatIsNotToldIsNotThere(String arguments) {
    assertThat(BOX.errand("end_call", json(arguments))).contains(new UseTool("end_call", Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "end_call | {'disposition':'sold'} | disposition is \"sold\"; allowed: booked, not-interested",
        "end_call | {'disposition':7} | disposition is 7; allowed: booked, not-interested",
        "end_call | {'summary':{'a':1}} | summary is {\"a\":1}; allowed: \"…\"",
        "end_call | {'reason':['x']} | reason is [\"x\"]; allowed: \"…\"",
        "end_call | {'fields':{'guests':3}} | fields: $: required property 'day' not found",
        "end_call | {'fields':{'day':'Monday','guests':13}} |"
            + " fields: $.guests: must have a maximum value of 12 (it is 13)",
        "end_call | {'fields':'Monday'} | fields is \"Monday\"; allowed: {…}",
        "end_call | [1] | the arguments of end_call are no JSON object",
        "end_call | {'a': | the arguments of end_call are no JSON object",
        "transfer_call | {'destination':'boss'} | destination is \"boss\"; allowed: sales",
        "transfer_call | {} | destination is null; allowed: sales",
        "transfer_call | {'destination':'sales','summary':5} | summary is 5; allowed: \"…\"",
      })
  void whatDoesNotFitIsToldByNameAndValue(String name, String arguments, String why) {
    assertThat(BOX.objection(name, json(arguments))).contains(why);
    assertThat(BOX.errand(name, json(arguments))).isEmpty();
  }

  @Test
  void eachIsBounded() {
    assertThat(BOX.objection("end_call", json("{'summary':'" + "x".repeat(2000) + "'}")))
        .isEmpty();
    assertThat(BOX.objection("end_call", json("{'summary':'" + "x".repeat(2001) + "'}"))
            .get())
        .isEqualTo("summary has 2001 characters; allowed: 2000");
    assertThat(BOX.objection("end_call", json("{'reason':'" + "x".repeat(501) + "'}"))
            .get())
        .endsWith("has 501 characters; allowed: 500");
    assertThat(PLAIN.objection("end_call", json("{'disposition':'" + "x".repeat(64) + "'}")))
        .isEmpty();
    assertThat(PLAIN.objection("end_call", json("{'disposition':'" + "x".repeat(65) + "'}")))
        .isPresent();
    assertThat(BOX.objection("end_call", json("{'fields':{'day':'" + "x".repeat(7995) + "'}}"))
            .get())
        .startsWith("fields has 80")
        .endsWith("allowed: 8000");
  }

  @Test
  void withoutASchemaThereAreNoFields() {
    assertThat(PLAIN.objection("end_call", json("{'fields':{'a':1}}")))
        .contains("fields is {\"a\":1}; allowed: null");
    assertThat(PLAIN.errand("end_call", json("{'fields':{}}")))
        .contains(new UseTool("end_call", Map.of()));
  }

  @Test
  void fieldsThatAreWrittenAsATextAreRead() {
    assertThat(BOX.errand("end_call", "{\"fields\":\"{\\\"day\\\":\\\"Monday\\\"}\"}"))
        .contains(new UseTool("end_call", Map.of("fields", json("{'day':'Monday'}"))));
  }

  @Test
  void aModelReadsWhatItMayTell() throws Exception {
    JsonNode end = properties(BOX, "end_call");
    assertThat(end.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("summary", "reason", "disposition", "fields");
    assertThat(end.at("/disposition/enum").toString()).isEqualTo("[\"booked\",\"not-interested\"]");
    assertThat(end.path("fields")).isEqualTo(new ObjectMapper().readTree(SCHEMA));
    assertThat(properties(BOX, "transfer_call").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("destination", "summary", "reason");
    assertThat(properties(PLAIN, "end_call").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("summary", "reason", "disposition");
    Toolbox silent = PLAIN.outcome(OutcomeForm.of(List.of(), Optional.empty(), false));
    assertThat(properties(silent, "end_call").isEmpty()).isTrue();
  }

  @Test
  void dispositionsAreWords() {
    for (List<String> wrong : List.of(
        List.of(""), List.of(" a"), List.of("a,b"), List.of("x".repeat(65)), List.of("a", "a"))) {
      assertThatThrownBy(() -> OutcomeForm.of(wrong, Optional.empty(), true))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("dispositions ");
    }
    assertThat(OutcomeForm.of(List.of("x".repeat(64), "über 9-ja_n.1"), Optional.empty(), true)
            .dispositions())
        .hasSize(2);
  }

  private static JsonNode properties(Toolbox box, String tool) throws Exception {
    String schema = box.offered().stream()
        .filter(one -> one.name().equals(tool))
        .map(ToolSpec::parameters)
        .findFirst()
        .orElseThrow();
    return new ObjectMapper().readTree(schema).path("properties");
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
