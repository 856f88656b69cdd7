package talkspurt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

  @ParameterizedTest
  @ValueSource(strings = {"sales,s,1", "from-internal,+4930123,1", "a.b,*43#,n"})
  void isAContextAnExtensionAndAPriority(String text) {
    assertThat(new Destination(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sales",
        "sales,s",
        "sales,s,1,2",
        "sales,,1",
        "sales,s,1\n",
        "sales, s,1",
        "a,${X},1",
        "a;b,s,1"
      })
  void nothingElseGetsIntoADialplan(String text) {
    assertThatThrownBy(() -> new Destination(text)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new DeferredTool("k", "transfer_call", Map.of("destination", text))
            .outcome(2, true, CallSamples.AT))
        .isEmpty();
  }
}
