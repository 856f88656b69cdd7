package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {

  private final Faults faults = Faults.collected();

  private static ConfigOrigin at(String file, int row) {
    return ConfigOriginFactory.newSimple(file).withLineNumber(row);
  }

  @Test
  void theFirstFaultIsThrownWhereNoneIsCollected() {
    Faults atOnce = Faults.atOnce();
    assertThat(atOnce.collects()).isFalse();
    assertThatThrownBy(() -> atOnce.tell("port is wrong", at("a.conf", 3)))
        .isInstanceOf(StartFailure.class)
        .hasMessage("port is wrong (a.conf: 3)");
    assertThat(atOnce.all()).isEmpty();
  }

  @Test
  void allFaultsAreToldInTheOrderOfFilesAndLines() {
    assertThat(faults.collects()).isTrue();
    faults.tell("four", at("b.conf", 1));
    faults.tell("three", at("a.conf", 10));
    faults.tell("two", at("a.conf", 2));
    faults.tell("one", null);
    assertThat(faults.all())
        .containsExactly("one", "two (a.conf: 2)", "three (a.conf: 10)", "four (b.conf: 1)");
    assertThatThrownBy(faults::orThrow)
        .isInstanceOf(StartFailure.class)
        .hasMessageContainingAll("4 faults", "one", "four (b.conf: 1)");
  }

  @Test
  void aFaultThatTwoFindIsToldOnce() {
    faults.tell("port is wrong", at("a.conf", 3));
    faults.tell("port is wrong", at("a.conf", 3));
    assertThat(faults.all()).hasSize(1);
    assertThatThrownBy(faults::orThrow).hasMessage("port is wrong (a.conf: 3)");
  }

  @Test
  void aValueThatStandsInHasNoFault() {
    faults.tell("port is wrong", ConfigOriginFactory.newSimple(Unresolved.STAND_IN));
    assertThat(faults.all()).isEmpty();
    assertThatCode(() -> Faults.atOnce()
            .tell("port is wrong", ConfigOriginFactory.newSimple(Unresolved.STAND_IN)))
        .doesNotThrowAnyException();
  }

  @Test
  void aWarningEndsNoStart() {
    faults.warn("second", at("a.conf", 2));
    faults.warn("first", at("a.conf", 1));
    assertThat(faults.warnings()).containsExactly("first (a.conf: 1)", "second (a.conf: 2)");
    assertThat(faults.all()).isEmpty();
    assertThatCode(faults::orThrow).doesNotThrowAnyException();
    assertThatCode(() -> Faults.atOnce().warn("first", null)).doesNotThrowAnyException();
  }

  @Test
  void whatIsReadIsGiven() {
    assertThat(faults.attempt(() -> 7)).contains(7);
    assertThat(faults.attempt(() -> null)).isEmpty();
    assertThat(Faults.atOnce().attempt(() -> 7)).contains(7);
    assertThat(faults.all()).isEmpty();
  }

  static Stream<RuntimeException> wrong() {
    return Stream.of(
        StartFailure.of(List.of("port is wrong")),
        new IllegalArgumentException("port is wrong"),
        new ConfigException.Generic("port is wrong"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatCannotBeReadIsToldAndNothingIsGiven(RuntimeException wrong) {
    assertThat(faults.attempt(() -> {
          throw wrong;
        }))
        .isEmpty();
    assertThat(faults.all()).containsExactly("port is wrong");
    assertThatThrownBy(() -> Faults.atOnce().attempt(() -> {
          throw wrong;
        }))
        .isSameAs(wrong);
  }

  @Test
  void whatCannotBeReadIsToldWithItsPlaceOnce() {
    faults.attempt(() -> {
      throw new ConfigException.BadValue(at("a.conf", 3), "port", "no number");
    });
    assertThat(faults.all())
        .singleElement()
        .asString()
        .contains("port", "no number")
        .endsWith(" (a.conf: 3)")
        .containsOnlyOnce("a.conf");
  }

  @Test
  void aBlockWhoseFaultWasToldAddsNone() {
    assertThat(faults.attempt(() -> {
          throw StartFailure.alreadyTold("talkspurt.http");
        }))
        .isEmpty();
    assertThat(faults.all()).isEmpty();
  }

  @Test
  void aMistakeOfOursIsNoFaultOfTheUser() {
    assertThatThrownBy(() -> faults.attempt(() -> {
          throw new IllegalStateException("a bug");
        }))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'a.conf: 3', 'a.conf: 3'",
    "'merge of reference.conf @ jar:x: 7,a.conf: 3', 'a.conf: 3'",
    "'merge of a.conf: 3,b.conf: 4', 'a.conf: 3'",
    "'reference.conf @ jar:x: 7', ''",
    "'my-reference.conf: 7', 'my-reference.conf: 7'",
    "system properties, ''",
    "hardcoded value, ''",
    "empty config, ''",
    "'merge of system properties,persistence.conf @ jar:x: 1', ''"
  })
  void onlyAPlaceOfTheUsersIsTold(String description, String told) {
    assertThat(Faults.place(ConfigOriginFactory.newSimple(description))).isEqualTo(told);
  }
}
