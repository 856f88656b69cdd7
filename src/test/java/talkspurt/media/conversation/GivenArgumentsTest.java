package talkspurt.media.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GivenArgumentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{\"a\":1, \"c\":{\"a\":2}} | a   | {\"c\":{\"a\":2}}      | a",
        "{\"a\":1,\"b\":null}         | a b | {}                         | a b",
        "{\"a\":1,\"a\":2}            | a   | {}                         | a",
        "{ \"c\" : 1 }                  | a   | { \"c\" : 1 }            | ^^",
        "{ \"a\" : 1 }                  | ^^  | { \"a\" : 1 }            | ^^",
        "[{\"a\":1}]                    | a   | [{\"a\":1}]              | ^^",
        "{\"a\":                        | a   | {\"a\":                  | ^^",
        "^^                               | a   | ^^                         | ^^",
      })
  void whatOnlyTheCallMaySupplyIsDropped(
      String arguments, String fromCall, String kept, String dropped) {
    assertThat(GivenArguments.of(arguments, set(fromCall)))
        .isEqualTo(new GivenArguments(kept, set(dropped)));
  }

  private static Set<String> set(String names) {
    Set<String> all = new TreeSet<>(Arrays.asList(names.split(" ")));
    all.remove("");
    return all;
  }
}
