package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

  private static final Map<String, String> KNOWN =
      Map.of("name", "Anna\n<b>$1\u202e\u200bLee</b>", "long", "x".repeat(1024));

  @Test
  void programsGetValuesAsTheyAre() {
    assertThat(Placeholders.fill("{name}|{nobody}|{long}", KNOWN))
        .isEqualTo(KNOWN.get("name") + "||" + KNOWN.get("long"));
  }

  @Test
  void voicesGetWhatCanBeSpoken() {
    assertThat(Placeholders.spoken("Hello, {name}!{nobody}", KNOWN))
        .isEqualTo("Hello, Anna <b>$1Lee</b>!");
    assertThat(Placeholders.spoken("{long}", KNOWN)).isEqualTo("x".repeat(199) + "…");
  }
}
