package talkspurt.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandoffToolTest {

  private static final Handoff HANDOFF =
      new Handoff("main", Map.of("sales", "sells things", "support", "mends things"));
  private static final Toolbox BOX = Toolbox.empty().with(HANDOFF);

  @Test
  void aModelSeesWhoThereIsAndWhatFor() {
    ToolSpec spec = BOX.offered().get(0);
    assertThat(spec.name()).isEqualTo("handoff");
    assertThat(spec.description()).contains("- sales: sells things\n- support: mends things");
    assertThat(spec.parameters())
        .contains("\"enum\":[\"sales\",\"support\"]")
        .contains("\"required\":[\"to\",\"summary\"]");
    assertThat(Toolbox.empty().offered()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"to\":\"sale\",\"summary\":\"\"} | there is no colleague 'sale' for the argument to; allowed: [sales, support]",
        "{\"summary\":\"x\"} | there is no colleague '' for the argument to; allowed: [sales, support]",
        "{} | there is no colleague '' for the argument to; allowed: [sales, support]",
        "nonsense | the arguments of handoff are no JSON object",
        "[] | the arguments of handoff are no JSON object"
      })
  void wrongArgumentsAreToldByNameAndValue(String arguments, String told) {
    assertThat(BOX.objection("handoff", arguments)).contains(told);
    assertThat(BOX.errand("handoff", arguments)).isEmpty();
  }

  @Test
  void aSummaryHasALimit() {
    String fits = "x".repeat(Handoff.LONGEST_SUMMARY);
    String form = "{\"to\":\"sales\",\"summary\":\"%s\"}";
    assertThat(BOX.objection("handoff", form.formatted(fits))).isEmpty();
    assertThat(BOX.objection("handoff", form.formatted(fits + "x")))
        .contains("summary has 2001 characters; allowed: 2000");
  }

  @Test
  void theErrandNamesBothAgents() {
    assertThat(BOX.errand("handoff", "{\"to\":\"sales\",\"summary\":\" wants a car \"}"))
        .contains(new Responder.Part.UseTool(
            "handoff", Map.of("to", "sales", "from", "main", "summary", "wants a car")));
    assertThat(BOX.builtIn("handoff")).isTrue();
  }

  @Test
  void aScriptsWishIsHeldAgainstTheSame() {
    assertThat(HANDOFF.by(Handoff.to("sales")))
        .contains(new Responder.Part.UseTool("handoff", Map.of("to", "sales", "from", "main")));
    assertThat(HANDOFF.by(Handoff.to("main"))).isEmpty();
    assertThat(Handoff.NONE.by(Handoff.to("sales"))).isEmpty();
  }

  @Test
  void whereNobodyMayBeHandedOverThatIsSaid() {
    assertThat(Toolbox.empty().objection("handoff", "{\"to\":\"sales\"}"))
        .contains("the caller cannot be handed over now; answer yourself");
  }
}
