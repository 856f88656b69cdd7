package talkspurt.boot.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;
import talkspurt.fake.LogTrap;
import talkspurt.fake.QuietKit;

/** What it asks is answered as callers are. */
class ApiWarmUpTest {

  @RegisterExtension
  private static final QuietKit KIT = new QuietKit("api-warm-up");

  private final Settings settings = SettingsReader.read(null, Map.of());
  private final ApiWarmUp warmUp = new ApiWarmUp(KIT.system(), settings.http(), settings.access());

  @Test
  void itsCallStartsAreGrantedAndTheLogTellsNothing() throws Exception {
    try (LogTrap log = new LogTrap()) {
      String[] answers = warmUp.ask().split("HTTP/1\\.1 ", -1);
      assertThat(answers).hasSize(3);
      assertThat(answers[1])
          .as("a dialplan's call start")
          .startsWith("200 ")
          .contains("127.0.0.1:1");
      assertThat(answers[2]).as("a program's").startsWith("201 ").contains("\"callId\"");
      warmUp.begin().toCompletableFuture().get(1, TimeUnit.MINUTES);
      assertThat(warmUp.calls().states())
          .as("two a connection")
          .hasSize(2 * (ApiWarmUp.CONNECTIONS + 1));
      assertThat(log.beginning("")).isEmpty();
    }
  }
}
