package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SingleNodeLogTest {

  private final Map<String, Level> before = new HashMap<>();

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  @BeforeEach
  void asInACluster() {
    SingleNodeLog.HEARTBEATS.forEach(name -> {
      before.put(name, logger(name).getLevel());
      logger(name).setLevel(null);
    });
  }

  @AfterEach
  void asItWas() {
    before.forEach((name, level) -> logger(name).setLevel(level));
  }

  @Test
  void lateHeartbeatsAreLeftOutAndErrorsStay() {
    SingleNodeLog.leaveOutHeartbeats();
    assertThat(SingleNodeLog.HEARTBEATS).isNotEmpty().allSatisfy(name -> {
      assertThat(logger(name).isWarnEnabled()).as(name).isFalse();
      assertThat(logger(name).isErrorEnabled()).as(name).isTrue();
    });
  }

  @Test
  void whatElseTheClusterWarnsOfIsKept() {
    SingleNodeLog.leaveOutHeartbeats();
    for (String name : new String[] {"akka.cluster.Cluster", "akka.remote", "akka.cluster"}) {
      assertThat(logger(name).isWarnEnabled()).as(name).isTrue();
    }
  }

  @Test
  void eachNameIsALoggerOfThisAkka() {
    assertThat(SingleNodeLog.HEARTBEATS)
        .allSatisfy(name -> assertThat(Class.forName(name)).isNotNull());
  }
}
