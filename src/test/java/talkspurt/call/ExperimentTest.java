package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentTest {

  private static final UUID ID = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");

  /** The expected values were made by another program from the rule in the Javadoc. */
  @ParameterizedTest
  @CsvSource({
    "greeting, a1b2c3d4-0000-4000-8000-00000000000f, 891",
    "greeting, a1b2c3d4-0000-4000-8000-000000000010, 289",
    "greeting, ffffffff-ffff-4fff-bfff-ffffffffffff, 38",
    "prompt-2, a1b2c3d4-0000-4000-8000-00000000000f, 425"
  })
  void followsFromTheNameAndTheIdAsDocumented(String name, UUID id, int at) {
    TreeMap<String, Integer> weights = new TreeMap<>();
    for (int share = 0; share < 8; share++) {
      weights.put("v" + share, 125);
    }
    assertThat(new Experiment(name, weights).choose(id))
        .isEqualTo(new Variant(name, "v" + at / 125, false));
    Experiment edge = new Experiment(
        name, new TreeMap<>(Map.of("a", at == 0 ? 1 : at, "b", 1000 - (at == 0 ? 1 : at))));
    assertThat(edge.choose(id).name()).as("the first of b's share").isEqualTo(at == 0 ? "a" : "b");
    if (at < 999) {
      Experiment before = new Experiment(name, new TreeMap<>(Map.of("a", at + 1, "b", 999 - at)));
      assertThat(before.choose(id).name()).as("the last of a's share").isEqualTo("a");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "50, 50", "9, 1", "1, 999", "333, 667"})
  void twoThousandCallsAreSplitByTheWeights(int a, int b) {
    Experiment one = new Experiment("e", new TreeMap<>(Map.of("a", a, "b", b)));
    Experiment onAnotherNode = new Experiment("e", new TreeMap<>(Map.of("b", b, "a", a)));
    Random ids = new Random(17);
    int calls = 2000;
    long chosen = IntStream.range(0, calls)
        .mapToObj(call -> new UUID(ids.nextLong(), ids.nextLong()))
        .filter(id -> {
          assertThat(onAnotherNode.choose(id)).isEqualTo(one.choose(id));
          return one.choose(id).name().equals("a");
        })
        .count();
    double share = (double) a / (a + b);
    double bound = 4 * Math.sqrt(calls * share * (1 - share));
    assertThat(Math.abs(chosen - calls * share)).isLessThanOrEqualTo(Math.max(bound, 1));
  }

  @Test
  void eachExperimentSplitsAnew() {
    Experiment one = new Experiment("one", new TreeMap<>(Map.of("a", 1, "b", 1)));
    Experiment other = new Experiment("other", new TreeMap<>(Map.of("a", 1, "b", 1)));
    Random ids = new Random(3);
    Map<String, Long> both = IntStream.range(0, 2000)
        .mapToObj(call -> new UUID(ids.nextLong(), ids.nextLong()))
        .collect(Collectors.groupingBy(
            id -> one.choose(id).name() + other.choose(id).name(), Collectors.counting()));
    assertThat(both.values()).hasSize(4).allSatisfy(some -> assertThat(some).isBetween(420L, 580L));
  }

  @Test
  void oneOfWeightZeroIsOnlyForced() {
    Experiment experiment = new Experiment("e", new TreeMap<>(Map.of("a", 0, "b", 7, "c", 0)));
    Random ids = new Random(5);
    for (int call = 0; call < 200; call++) {
      assertThat(experiment.choose(new UUID(ids.nextLong(), ids.nextLong())).name())
          .isEqualTo("b");
    }
    assertThat(experiment.forced("c")).contains(new Variant("e", "c", true));
    assertThat(experiment.forced("d")).isEmpty();
    assertThat(experiment.forced("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b | a=1,b=1 | experiment is 'a b'",
        ".e | a=1,b=1 | experiment is '.e'",
        "'' | a=1,b=1 | experiment is ''",
        "e | a=1 | variants are [a]; allowed: 2 to 8",
        "e | a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1 | allowed: 2 to 8",
        "e | a=1,b/c=1 | variants are [a, b/c]",
        "e | a=0,b=0 | variants all have weight 0",
        "e | a=1,b=-1 | variants.b.weight is -1",
        "e | a=1,b=1001 | variants.b.weight is 1001",
      })
  void isNotOfAnyWeightsAndNames(String name, String weights, String complaint) {
    TreeMap<String, Integer> read = new TreeMap<>();
    for (String one : weights.split(",")) {
      read.put(one.split("=")[0], Integer.parseInt(one.split("=")[1]));
    }
    assertThatThrownBy(() -> new Experiment(name, read)).hasMessageContaining(complaint);
  }

  @Test
  void aNameMayHaveAsManyCharactersAsItsColumn() {
    TreeMap<String, Integer> weights = new TreeMap<>(Map.of("v".repeat(32), 1, "b", 1));
    assertThat(new Experiment("e".repeat(64), weights).choose(ID).experiment()).hasSize(64);
    assertThatThrownBy(() -> new Experiment("e".repeat(65), weights))
        .hasMessageContaining("1 to 64");
    assertThatThrownBy(() -> new Experiment("e", new TreeMap<>(Map.of("v".repeat(33), 1, "b", 1))))
        .hasMessageContaining("1 to 32");
  }
}
