package talkspurt.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.call.EndReason;
import talkspurt.provider.OutcomeForm;

class GoalTest {

  private static final String SCHEMA = """
      {"type":"object","$defs":{"stars":{"type":"integer","minimum":1,"maximum":5}},
       "properties":{"stars":{"$ref":"#/$defs/stars"},"vip":{"type":"boolean"},
        "town":{"type":"string"},"kind":{"enum":["new","old"]},"sum":{"type":"number"}}}""";
  private static final OutcomeForm FORM =
      OutcomeForm.of(List.of("booked", "no sale"), Optional.of(SCHEMA), true);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "disposition = booked                       | booked | {}                 | true",
        "disposition=booked                         | booked | {}                 | true",
        "disposition = booked                       | no sale | {}                | false",
        "disposition = no sale                      | no sale | {}                | true",
        "disposition = booked                       |        | {}                 | false",
        "disposition != booked                      | no sale | {}                | true",
        "disposition != booked                      | booked | {}                 | false",
        "disposition != booked                      |        | {}                 | false",
        "fields.stars = 5                           |        | {\"stars\":5}      | true",
        "fields.stars = 5                           |        | {\"stars\":4}      | false",
        "fields.stars != 5                          |        | {\"stars\":4}      | true",
        "fields.stars != 5                          |        | {}                 | false",
        "fields.stars = 5                           |        | {\"stars\":null}   | false",
        "fields.sum = 5                             |        | {\"sum\":5.0}      | true",
        "fields.vip = true                          |        | {\"vip\":true}     | true",
        "fields.vip = true                          |        | {\"vip\":false}    | false",
        "fields.town = 5                            |        | {\"town\":\"5\"}   | true",
        "fields.town = \"Bad and Co\"               |        | {\"town\":\"Bad and Co\"} | true",
        "fields.kind = new and disposition = booked | booked | {\"kind\":\"new\"} | true",
        "fields.kind = new and disposition = booked | booked | {\"kind\":\"old\"} | false",
        "fields.kind = new and disposition = booked | no sale | {\"kind\":\"new\"} | false",
        "end-reason = completed                     |        | {}                 | true",
        "end-reason != completed                    |        | {}                 | false",
        "end-reason = transferred                   |        | {}                 | false",
        "solved-without-a-person and disposition = booked | booked | {}           | true",
      })
  void aRuleHoldsOrNot(String rule, String disposition, String fields, boolean holds)
      throws Exception {
    Goal goal = Goal.of("g", rule, FORM);
    JsonNode tree = new ObjectMapper().readTree(fields);
    assertThat(goal.reached(
            new Goal.Outcome(disposition == null ? "" : disposition, EndReason.COMPLETED, tree)))
        .isEqualTo(holds);
  }

  @ParameterizedTest
  @EnumSource(EndReason.class)
  void solvedIsWhatEndedInConversationAndWasNotSentOn(EndReason end) {
    boolean solved = List.of(EndReason.COMPLETED, EndReason.CALLER_HUNG_UP, EndReason.BOT_HUNG_UP)
        .contains(end);
    assertThat(Goal.of("g", "solved-without-a-person", FORM)
            .reached(new Goal.Outcome("", end, MissingNode.getInstance())))
        .isEqualTo(solved);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "disposition = sold      | 'sold' is not one of the dispositions; allowed: [booked, no sale]",
        "disposition > booked    | allowed: disposition, end-reason or fields.NAME, then = or !=",
        "disposition =           | allowed: disposition, end-reason or fields.NAME, then = or !=",
        "summary = x             | allowed: disposition, end-reason or fields.NAME, then = or !=",
        "~~                      | allowed: disposition, end-reason or fields.NAME, then = or !=",
        "booked or not           | allowed: disposition, end-reason or fields.NAME, then = or !=",
        "end-reason = sold       | 'sold' is no end of a call; allowed: completed, caller-hung-up",
        "fields.age = 5          | there is no field age; allowed: [stars, vip, town, kind, sum]",
        "fields.stars = 6        | the field stars is never '6'",
        "fields.stars = many     | the field stars is never 'many'",
        "fields.stars = \"5\"    | the field stars is never '5'",
        "fields.kind = used      | the field kind is never 'used'",
        "disposition = booked and fields.vip = yes | the field vip is never 'yes'",
      })
  void whatCannotBeEvaluatedIsAFault(String rule, String why) {
    assertThatThrownBy(() -> Goal.of("good", rule, FORM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("goals.good is '")
        .hasMessageContaining(why);
  }

  @Test
  void withoutASchemaThereAreNoFieldsAndWithoutDispositionsAnyIsOne() {
    assertThatThrownBy(() -> Goal.of("good", "fields.a = 1", OutcomeForm.PLAIN))
        .hasMessageContaining("there is no field a without a schema");
    assertThat(Goal.of("good", "disposition = whatever", OutcomeForm.PLAIN)
            .reached(new Goal.Outcome("whatever", EndReason.BUSY, MissingNode.getInstance())))
        .isTrue();
    assertThatThrownBy(() -> Goal.of("a b", "solved-without-a-person", FORM))
        .hasMessageStartingWith("goals has 'a b'; allowed");
  }
}
