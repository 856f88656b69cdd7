package talkspurt.line;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import java.util.Optional;
import java.util.UUID;

/**
 * Who answers lines. Called by an adapter for each line it opens, before anything was heard of it.
 *
 * <p>The flow plays from the moment it runs: one {@link LineCommand.Play} every 20 ms, silence if
 * there is nothing to say. It ends the line by {@link LineCommand.HangUp}; it takes the completion
 * of its input as the peer's hanging up. It neither fails nor back-pressures its input for longer
 * than a frame. The adapter runs it on a media loop.
 */
@FunctionalInterface
public interface LineAcceptor {

  /**
   * A flow for one line.
   *
   * @param line the line's id, unique over the cluster and all time
   * @param callId the call, where the peer has named it already; else {@link LineEvent.Announced} does
   * @param dispatcher of the media loop that the flow runs on; what else streams for the call belongs there, too
   */
  Flow<LineEvent, LineCommand, NotUsed> accept(
      String line, Optional<UUID> callId, String dispatcher);

  /** A flow for a line that nobody answers: it ends at once, and Asterisk's dialplan goes on. */
  static Flow<LineEvent, LineCommand, NotUsed> hangUp() {
    return Flow.fromSinkAndSource(
        Sink.ignore(),
        Source.single((LineCommand) new LineCommand.HangUp()).concat(Source.maybe()));
  }
}
