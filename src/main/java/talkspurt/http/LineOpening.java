package talkspurt.http;

import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Opens a line to an Asterisk that waits for one. */
@FunctionalInterface
public interface LineOpening {

  /**
   * Opens a line; what stands in the way is an outcome, not a failure.
   *
   * @param url where Asterisk waits
   * @param callId the call the line is for
   */
  CompletionStage<Outcome> open(URI url, UUID callId);

  /** What came of it. */
  sealed interface Outcome {}

  /** The line stands; {@code line} is its id. */
  record Opened(String line) implements Outcome {}

  /** The settings do not allow this address. */
  record NotAllowed() implements Outcome {}

  /** As many lines are open as may be. */
  record TooMany() implements Outcome {}

  /** Asterisk did not take it; {@code why} is for people. */
  record NotOpened(String why) implements Outcome {}
}
