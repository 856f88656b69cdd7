package talkspurt.boot;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The log of a node that has no others: it has nobody to send heartbeats to, and none can be late. */
final class SingleNodeLog {

  /** Those of Akka that warn of late heartbeats. */
  static final List<String> HEARTBEATS = List.of(
      "akka.cluster.ClusterHeartbeat",
      "akka.cluster.ClusterHeartbeatSender",
      "akka.remote.PhiAccrualFailureDetector",
      "akka.remote.DeadlineFailureDetector");

  private SingleNodeLog() {}

  static void leaveOutHeartbeats() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
      HEARTBEATS.forEach(name -> logs.getLogger(name).setLevel(Level.ERROR));
    }
  }
}
