package talkspurt.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AkkaLogLimitTest {

  private final LoggerContext logs = new LoggerContext();
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private final Logger shards = logs.getLogger("akka.cluster.sharding.Shard");
  private long nanos;

  @BeforeEach
  void listen() {
    KnownOutage.ends();
    logs.addTurboFilter(new AkkaLogLimit(() -> nanos));
    logs.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(written);
    written.start();
  }

  @AfterEach
  void end() {
    KnownOutage.ends();
  }

  @Test
  void aFaultThatAkkaTellsAgainAndAgainIsWrittenAFewTimesAMinute() {
    for (int time = 0; time < 1000; time++) {
      shards.error("cannot load", new IllegalStateException());
    }
    assertThat(written.list).hasSize(5);
    nanos += 60_000_000_000L;
    shards.error("cannot load");
    assertThat(written.list).hasSize(6);
  }

  @Test
  void loggersDoNotTakeOneAnothersPlace() {
    for (int time = 0; time < 10; time++) {
      shards.warn("one");
      logs.getLogger("akka.persistence.Other").error("other");
    }
    assertThat(written.list).hasSize(10);
  }

  @Test
  void whatAKnownOutageCausesIsCountedAndNotWritten() {
    KnownOutage.begins();
    shards.error("cannot load");
    logs.getLogger("akka.persistence.Other").warn("cannot write");
    logs.getLogger("akka.actor.OneForOneStrategy").error("Remember entities store [a] crashed");
    assertThat(written.list).isEmpty();
    logs.getLogger("akka.actor.OneForOneStrategy").error("something else crashed");
    logs.getLogger("akka.remote.Other").warn("a node is gone");
    assertThat(written.list).hasSize(2);
    assertThat(KnownOutage.ends()).isEqualTo(3);
    shards.error("cannot load");
    assertThat(written.list).hasSize(3);
  }

  @Test
  void otherLoggersAndLowerLevelsAreLeftAlone() {
    for (int time = 0; time < 100; time++) {
      logs.getLogger("talkspurt.control.CallLog").error("ours");
      shards.info("told");
    }
    assertThat(written.list).hasSize(200);
  }

  @Test
  void whatIsSwitchedOffCountsForNothing() {
    shards.setLevel(Level.ERROR);
    for (int time = 0; time < 100; time++) {
      shards.warn("not wanted");
      assertThat(shards.isErrorEnabled()).isTrue();
    }
    shards.error("wanted");
    assertThat(written.list).hasSize(1);
  }
}
