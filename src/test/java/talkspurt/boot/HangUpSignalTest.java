package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HangUpSignalTest {

  @Test
  void isHeardAsOftenAsItComes() throws Exception {
    assumeTrue(System.console() == null, "a terminal's process is ended by it");
    for (int time = 0; time < 2; time++) {
      CountDownLatch heard = new CountDownLatch(1);
      HangUpSignal.on(heard::countDown);
      new ProcessBuilder("kill", "-HUP", String.valueOf(ProcessHandle.current().pid()))
          .start()
          .waitFor();
      assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }
}
