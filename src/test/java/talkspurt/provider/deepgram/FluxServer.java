package talkspurt.provider.deepgram;

import akka.util.ByteString;
import java.util.List;
import java.util.Locale;
import talkspurt.fake.FakeSocketServer;
import talkspurt.fake.SpokenNumbers;

/**
 * One connection of Deepgram's Flux: an update of the turn every 240 ms of sound, and the end of a
 * turn after half a second without a word. It takes no text.
 */
final class FluxServer implements FakeSocketServer.Peer {

  private static final int RATE_HZ = 16_000;
  private static final int UPDATE_SAMPLES = RATE_HZ * 240 / 1000;
  private static final int END_OF_TURN_SAMPLES = RATE_HZ / 2;

  private final SpokenNumbers.Hearer hearer = new SpokenNumbers.Hearer();
  private final int breaksAfter;
  private long updated;
  private int turn;
  private int messages;

  /** A connection that breaks off after so many messages. */
  FluxServer(int breaksAfter) {
    this.breaksAfter = breaksAfter;
  }

  @Override
  public List<String> text(String message) {
    throw new IllegalStateException("no text is accepted");
  }

  @Override
  public List<String> binary(ByteString message) {
    if (++messages > breaksAfter) {
      throw new IllegalStateException("broken off");
    }
    hearer.hear(message);
    if (hearer.samples() - updated < UPDATE_SAMPLES) {
      return messages == 1 ? List.of("{\"type\":\"Connected\",\"sequence_id\":0}") : List.of();
    }
    updated = hearer.samples();
    boolean over = hearer.silent() >= END_OF_TURN_SAMPLES && !hearer.words().isEmpty();
    String words = over ? hearer.take() : hearer.words();
    String info = String.format(
        Locale.ROOT,
        "{\"type\":\"TurnInfo\",\"event\":\"%s\",\"turn_index\":%d,\"audio_window_start\":0.0,"
            + "\"audio_window_end\":%.3f,\"transcript\":\"%s\",\"words\":[],"
            + "\"end_of_turn_confidence\":0.5}",
        over ? "EndOfTurn" : "Update",
        turn,
        hearer.samples() / (double) RATE_HZ,
        words);
    turn += over ? 1 : 0;
    return List.of(info);
  }
}
