package talkspurt.media.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.fake.Collects.CARD;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.collect.Collect;
import talkspurt.fake.Collects;
import talkspurt.fake.FakeToolRunner;
import talkspurt.provider.CollectTools;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ToolResult;
import talkspurt.provider.ToolRunner;

class SecretValuesTest {

  private static final Collect CARDS = Collects.card();
  private static final ToolRunner TOOLS = CollectTools.of(new FakeToolRunner(), List.of(CARDS));
  private static final String PAYING = "{\"number\":\"[card]\",\"sum\":5}";
  private static final String PAID = "{\"number\":\"" + CARD + "\",\"sum\":5}";

  private long nanos = Long.MAX_VALUE - 10;
  private final SecretValues secrets = new SecretValues(() -> nanos);

  @Test
  void aValueIsFilledInWhereItsReferenceStandsAndThenForgotten() {
    assertThat(secrets.keep(CARDS, CARD)).isEqualTo("[card]");
    SecretUse use = secrets.of(TOOLS, "pay", PAYING);
    assertThat(use.objection()).isEmpty();
    assertThat(use.looked(PAYING)).as("as its schema is asked").isEqualTo(PAID);
    assertThat(secrets.of(TOOLS, "pay", PAYING).objection())
        .as("looked at alone")
        .isEmpty();
    assertThat(use.filled(PAYING)).isEqualTo(PAID);
    assertThat(secrets.of(TOOLS, "pay", PAYING).objection().orElseThrow())
        .contains("not known any more");
    assertThat(use.masked("got " + CARD)).isEqualTo("got •••• (card)");
    use.over();
    assertThat(use.masked("got " + CARD)).as("nothing is known").isEqualTo("got " + CARD);
    assertThat(use + " " + secrets).doesNotContain(CARD);
  }

  @Test
  void whatAToolTellsOfAFailureHasNoValueEither() {
    secrets.keep(CARDS, CARD);
    SecretUse use = secrets.of(TOOLS, "pay", PAYING);
    ToolResult.Failed failed = (ToolResult.Failed) use.masked((ToolResult) new ToolResult.Failed(
        "no " + CARD,
        Optional.of(new ProviderFailure(
            ProviderFailure.Kind.REJECTED_REQUEST, "pay", "no " + CARD, "http://h/" + CARD))));
    assertThat(failed.toString()).doesNotContain(CARD).contains("•••• (card)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pay     | {\"number\":\"[card]\"}             | ''",
        "pay     | {\"number\":\" [card] \"}           | ''",
        "pay     | {\"sum\":5}                         | ''",
        "look_up | {\"number\":\"4111\"}               | ''",
        "look_up | {\"name\":\"card\"}                 | ''",
        "pay     | {\"number\":\"4111111111111111\"}   | number is given by collect alone",
        "pay     | {\"number\":\"[card#2]\"}           | [card#2] is not known any more",
        "pay     | {\"number\":{\"n\":\"[card]\"}}     | number is given by collect alone",
        "pay     | {\"number\":\"[card]\",\"note\":\"[card]\"} | [card] may be given to pay as number alone",
        "pay     | {\"sum\":\"for [card]\"}            | [card] may be given to pay as number alone",
        "look_up | {\"number\":\"[card]\"}             | [card] may be given to pay as number alone",
        "look_up | {\"a\":[{\"b\":\"x [card]\"}]}      | [card] may be given to pay as number alone",
        "pay     | no object                           | ''",
      })
  void aReferenceIsGoodForItsToolAndArgumentAlone(String tool, String arguments, String told) {
    secrets.keep(CARDS, CARD);
    Optional<String> objection = secrets.of(TOOLS, tool, arguments).objection();
    assertThat(objection.isPresent()).isEqualTo(!told.isEmpty());
    assertThat(objection.orElse("")).contains(told).doesNotContain("4111");
  }

  @Test
  void aSecretDateIsMaskedHoweverItIsWritten() {
    Collect born = Collects.born(Collect.Confirm.NONE, true);
    secrets.keep(born, "1980-05-03");
    SecretUse use = secrets.of(
        CollectTools.of(new FakeToolRunner(), List.of(born)), "pay", "{\"number\":\"[born]\"}");
    assertThat(use.filled("{\"number\":\"[born]\"}")).isEqualTo("{\"number\":\"1980-05-03\"}");
    for (String written : List.of("1980-05-03", "03.05.1980", "05/03/1980", "03051980")) {
      assertThat(use.masked("of " + written)).isEqualTo("of •••• (born)");
    }
  }

  @Test
  void aValueIsKeptForItsTimeAndUntilTheNext() {
    secrets.keep(CARDS, CARD);
    nanos += CARDS.times().kept().toNanos() - 1;
    assertThat(secrets.of(TOOLS, "pay", PAYING).objection()).isEmpty();
    nanos++;
    assertThat(secrets.of(TOOLS, "pay", PAYING).objection()).isPresent();
    assertThat(secrets.keep(CARDS, CARD)).as("no two are mistaken").isEqualTo("[card#2]");
    assertThat(secrets.keep(CARDS, CARD)).isEqualTo("[card#3]");
    assertThat(secrets.of(TOOLS, "pay", PAYING.replace("]", "#2]")).objection()).isPresent();
    assertThat(secrets.of(TOOLS, "pay", PAYING.replace("]", "#3]")).objection()).isEmpty();
    secrets.clear();
    assertThat(secrets.of(TOOLS, "pay", PAYING.replace("]", "#3]")).objection()).isPresent();
  }
}
