package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.http.OutboundDirectory.Terms;
import talkspurt.media.profile.OutboundPolicy;
import talkspurt.media.profile.Phrases;
import talkspurt.media.profile.Profile;
import talkspurt.provider.Toolbox;

class OutboundProfileReaderTest {

  private static final Duration RINGING = Duration.ofSeconds(30);

  private static ConfigSection profile(String block) {
    return new ConfigSection(ConfigFactory.parseString(block), "talkspurt.profiles.own");
  }

  private static OutboundPolicy policy(String block) {
    return OutboundProfileReader.policy(profile("outbound { " + block + " }"), null, false);
  }

  private static Optional<Terms> terms(String block, String... trunks) {
    return OutboundProfileReader.terms(profile(block), Set.of(trunks), RINGING);
  }

  @Test
  void withoutABlockNothingIsToldAndTheOnlyTrunkIsTaken() {
    assertThat(OutboundProfileReader.policy(profile(""), null, false))
        .isEqualTo(OutboundPolicy.NONE);
    assertThat(terms("", "carrier")).contains(new Terms("carrier", Optional.empty(), RINGING));
    assertThat(terms("", "carrier", "second")).isEmpty();
    assertThat(terms("")).isEmpty();
  }

  @Test
  void whatIsSaidIsRead() {
    assertThat(
            policy(
                "disclosure = \"A computer.\", opt-out = [\"Stop calling\"], opt-out-key = \"9\", opt-out-say = Bye"))
        .isEqualTo(new OutboundPolicy(
            "A computer.", Phrases.of(List.of("stop calling")), Optional.of('9'), "Bye"));
    assertThat(terms(
            "outbound { trunk = second, caller-id = \"+4930\", ring-timeout = 20s }",
            "carrier",
            "second"))
        .contains(new Terms("second", Optional.of("+4930"), Duration.ofSeconds(20)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "opt-out = [stop] | opt-out-say is missing",
        "opt-out-say = Bye | opt-out-say is there",
        "opt-out-key = 12, opt-out-say = Bye | opt-out-key is 12; allowed: one of 0 to 9, *, #",
        "disclosure = \"For {var.name}.\" | names {var.name}",
        "disclose = x | talkspurt.profiles.own.outbound.disclose does not exist (did you mean disclosure?)"
      })
  void whatIsWrongIsTold(String block, String told) {
    assertThatThrownBy(() -> policy(block)).hasMessageContaining(told);
  }

  @Test
  void aTrunkMustBeThere() {
    assertThatThrownBy(() -> terms("outbound { trunk = carier }", "carrier"))
        .hasMessageContaining("trunk is carier (did you mean carrier?)");
    assertThatThrownBy(() -> terms("outbound { ring-timeout = 1h }", "carrier"))
        .hasMessageContaining("ring-timeout is 3600000 ms");
  }

  @Test
  void aBotNeedsAVoiceAndWordsThatItTells() {
    Profile.Bot mute = new Profile.Bot(null, Optional.empty(), Toolbox.empty(), Optional.empty());
    Profile.Bot voiced = new Profile.Bot(
        null, Optional.of(new Profile.Apology("Sorry.", null)), Toolbox.empty(), Optional.empty());
    ConfigSection words = profile("outbound { opt-out = [stop], opt-out-say = Bye }");
    ConfigSection disclosing = profile("outbound { disclosure = Hi }");
    assertThatThrownBy(() -> OutboundProfileReader.policy(disclosing, mute, true))
        .hasMessageContaining("disclosure has no voice that says it");
    assertThat(OutboundProfileReader.policy(disclosing, voiced, false).disclosure())
        .isEqualTo("Hi");
    assertThatThrownBy(() -> OutboundProfileReader.policy(words, voiced, false))
        .hasMessageContaining("opt-out is there, but the bot does not tell");
    assertThat(OutboundProfileReader.policy(words, voiced, true).optOutSay()).isEqualTo("Bye");
  }
}
