package talkspurt.boot.config;

import java.util.List;
import talkspurt.control.ClusterSettings;

/** Why Talkspurt did not start, in one line for the person who started it; a line for each of several faults. */
public final class StartFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean told;

  /** Of a fault that nothing else caused. */
  public StartFailure(String line) {
    this(line, null, false);
  }

  public StartFailure(String line, Throwable cause) {
    this(line, cause, false);
  }

  private StartFailure(String line, Throwable cause, boolean told) {
    super(line, cause);
    this.told = told;
  }

  /** Of faults that were collected: the only one, or all of them. */
  static StartFailure of(List<String> faults) {
    return new StartFailure(
        faults.size() == 1
            ? faults.get(0)
            : faults.size() + " faults in the settings:" + System.lineSeparator() + "  "
                + String.join(System.lineSeparator() + "  ", faults));
  }

  /** Ends the reading of a block whose fault was collected already. */
  static StartFailure alreadyTold(String block) {
    return new StartFailure("setting " + block + " is wrong", null, true);
  }

  /** The port between nodes cannot be had. */
  public static StartFailure clusterNotListening(ClusterSettings cluster, Throwable notBound) {
    return new StartFailure(
        "the cluster cannot listen on talkspurt.cluster.host "
            + cluster.host()
            + " port " + cluster.port() + ": " + rootOf(notBound)
            + "; allowed: an address of this machine and a port that is free",
        notBound);
  }

  /** What a failure says at its root, in one line. */
  public static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null
        ? root.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  /** Whether somebody else has told the fault. */
  boolean told() {
    return told;
  }
}
