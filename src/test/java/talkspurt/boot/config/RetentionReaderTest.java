package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.control.RetentionKind;
import talkspurt.control.RetentionRule;

/** How long what is kept, as it is written. */
class RetentionReaderTest {

  private static RetentionRule standard(String block) {
    return RetentionReader.standard(new ConfigSection(
        ConfigFactory.parseString("privacy.retention { " + block + " }"), "talkspurt"));
  }

  private static RetentionRule profile(String block, RetentionRule standard) {
    return RetentionReader.ofProfile(
            new ConfigSection(
                ConfigFactory.parseString("privacy.retention { " + block + " }"),
                "talkspurt.profiles.p"),
            standard)
        .orElseThrow();
  }

  @Test
  void withoutWordsOfItsOwnAnEngineKeepsCallsForNinetyDays() {
    RetentionRule rule = RetentionReader.standard(
        new ConfigSection(ConfigFactory.load().getConfig("talkspurt"), "talkspurt"));
    for (RetentionKind kind : RetentionKind.values()) {
      assertThat(rule.of(kind)).contains(Duration.ofDays(kind == RetentionKind.AUDIT ? 1095 : 90));
    }
  }

  @Test
  void aProfileChangesWhatItNames() {
    RetentionRule standard = standard("call-log = 90d, words = 90d, audit = for-ever");
    RetentionRule own = profile("words = 7d, call-log = for-ever", standard);
    assertThat(own.kept()).isEqualTo(Map.of(RetentionKind.WORDS, Duration.ofDays(7)));
    assertThat(RetentionReader.ofProfile(
            new ConfigSection(ConfigFactory.parseString("privacy.transcript = off"), "p"),
            standard))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "words = 0 | words is '0'; allowed: a time from 1d on, such as 90d, or for-ever",
        "words = 0d | words is '0d'",
        "words = 00 | words is '00'",
        "words = 23h | words",
        "words = 40000d | words",
        "words = -1d | words",
        "words = never | words",
        "words = forever | words",
        "journal = \"\" | journal"
      })
  void whatIsNoTimeIsRefusedWithItsKey(String block, String fault) {
    assertThatThrownBy(() -> standard(block))
        .hasMessageContaining("talkspurt.privacy.retention")
        .hasMessageContaining(fault);
  }

  @Test
  void aProfileHasNoAuditAndNoOtherKeys() {
    assertThatThrownBy(() -> profile("audit = 7d", RetentionRule.FOR_EVER))
        .hasMessageContaining("audit");
    assertThatThrownBy(() -> profile("word = 7d", RetentionRule.FOR_EVER))
        .hasMessageContaining("word");
  }

  @ParameterizedTest
  @CsvSource({"1d, 1", "24h, 1", "36500d, 36500", "2 days, 2"})
  void timesFromADayOn(String text, int days) {
    assertThat(standard("words = " + text).kept())
        .isEqualTo(Map.of(RetentionKind.WORDS, Duration.ofDays(days)));
  }
}
