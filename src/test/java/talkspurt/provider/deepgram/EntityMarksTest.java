package talkspurt.provider.deepgram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.provider.transport.Secret;
import talkspurt.text.RecognisedWords;

class EntityMarksTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "my name is [NAME_1] | my name is [name]",
        "[NAME_GIVEN_12] [NAME_FAMILY_2], please | [name] [name], please",
        "mail [EMAIL_ADDRESS_1] | mail [email]",
        "card [CREDIT_CARD_1], [CREDIT_CARD_EXPIRATION_1], [CVV_1] | card [card], [card], [card]",
        "[PHONE_NUMBER_1] or [ACCOUNT_NUMBER_2] or [SSN_1] | [number] or [number] or [number]",
        "on [DATE_INTERVAL_1] in [LOCATION] | on [redacted] in [redacted]",
        "it is **** *** ** | it is [number]",
        "call ***-***-**** now | call [number] now",
        "[music] and [a] 5 [] | [music] and [a] 5 []",
        "nothing here | nothing here",
      })
  void marksAreOurs(String written, String ours) {
    assertThat(EntityMarks.ours(written)).isEqualTo(ours);
    assertThat(EntityMarks.ours(ours)).isEqualTo(ours);
  }

  @ParameterizedTest
  @CsvSource({"[name]", "[number]", "[email]", "[card]", "[redacted]", "it is [name] [NOISE]"})
  void marksAreWordsOfTheCallerAndNoNoise(String said) {
    assertThat(RecognisedWords.of(said))
        .isEqualTo(new RecognisedWords(said.replace(" [NOISE]", ""), false));
  }

  @ParameterizedTest
  @CsvSource({"[NAME_1]", "[noise]", "[names]", "[ name ]"})
  void othersAreNoise(String said) {
    assertThat(RecognisedWords.of(said).noise()).isTrue();
  }

  private static ListenSettings settings(List<String> parameters, String... redact) {
    return new ListenSettings(
        URI.create("wss://x"),
        new Secret("k"),
        "nova-3",
        "",
        List.of(),
        Duration.ZERO,
        parameters,
        List.of(redact),
        null);
  }

  @Test
  void kindsAreNamesAndWordsAreWaitedFor() {
    assertThat(settings(List.of("no_delay=true")).redact()).isEmpty();
    assertThat(settings(List.of("no_delay=false"), "pii", "phone_number").redact())
        .containsExactly("pii", "phone_number");
    assertThatThrownBy(() -> settings(List.of(), "p i i"))
        .hasMessage(
            "redact has 'p i i'; allowed: pii, pci, phi, numbers, or a kind of entity such as"
                + " phone_number");
    assertThatThrownBy(() -> settings(List.of("no_delay=true"), "pii"))
        .hasMessage(
            "redact is there, but parameters has no_delay=true, with which words come before it is known"
                + " what they are; allowed: redact without no_delay");
    assertThatThrownBy(() -> settings(List.of("redact=pii")))
        .hasMessage("parameters has redact=pii; allowed: redact = [pii]");
  }
}
