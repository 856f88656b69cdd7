package talkspurt.provider.deepgram;

import akka.util.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import talkspurt.fake.FakeSocketServer;
import talkspurt.fake.SpokenNumbers;

/**
 * One connection of Deepgram's {@code /v1/listen}: interim results, results that are final after a
 * pause or some seconds, and {@code Finalize}, which is not answered where nothing is left.
 */
final class DeepgramServer implements FakeSocketServer.Peer {

  private static final int RATE_HZ = 16_000;
  private static final int ENDPOINT_SAMPLES = RATE_HZ * 300 / 1000;
  private static final int LONGEST_SAMPLES = 3 * RATE_HZ;

  /** What goes wrong. */
  enum Fault {
    NONE,
    DEAF,
    GARBAGE,
    ERROR,
    BREAKS_AFTER_20
  }

  private final SpokenNumbers.Hearer hearer = new SpokenNumbers.Hearer();
  private final List<String> texts = new ArrayList<>();
  private final Fault fault;
  private long settled;
  private int messages;

  DeepgramServer(Fault fault) {
    this.fault = fault;
  }

  long heardMs() {
    return hearer.samples() * 1000 / RATE_HZ;
  }

  String heard() {
    return hearer.all();
  }

  List<String> texts() {
    return texts;
  }

  @Override
  public List<String> text(String message) {
    texts.add(message);
    return switch (message) {
      case "{\"type\":\"KeepAlive\"}" -> List.of();
      case "{\"type\":\"Finalize\"}" ->
        hearer.samples() == settled || fault == Fault.DEAF
            ? List.of()
            : List.of(results(true, false, true));
      case "{\"type\":\"CloseStream\"}" ->
        List.of(String.format(
            Locale.ROOT,
            "{\"type\":\"Metadata\",\"request_id\":\"a\",\"duration\":%.4f,\"channels\":1}",
            hearer.samples() / (double) RATE_HZ));
      default -> throw new IllegalStateException("DATA-0000");
    };
  }

  @Override
  public List<String> binary(ByteString message) {
    if (message.isEmpty()) {
      throw new IllegalStateException("DATA-0000");
    }
    messages++;
    hearer.hear(message);
    if (fault == Fault.BREAKS_AFTER_20 && messages > 20) {
      throw new IllegalStateException("NET-0001");
    }
    return switch (fault) {
      case DEAF -> List.of();
      case GARBAGE -> List.of("Bad Gateway");
      case ERROR -> List.of("{\"type\":\"Error\",\"description\":\"no\",\"variant\":\"x\"}");
      default -> List.of(heardSoFar());
    };
  }

  private String heardSoFar() {
    boolean pause = hearer.silent() >= ENDPOINT_SAMPLES && !hearer.words().isEmpty();
    return results(pause || hearer.samples() - settled >= LONGEST_SAMPLES, pause, false);
  }

  private String results(boolean last, boolean speechFinal, boolean finalize) {
    double start = settled / (double) RATE_HZ;
    double duration = (hearer.samples() - settled) / (double) RATE_HZ;
    String words = hearer.words();
    if (last) {
      settled = hearer.samples();
      hearer.take();
    }
    return String.format(
        Locale.ROOT,
        "{\"type\":\"Results\",\"channel_index\":[0,1],\"duration\":%.3f,\"start\":%.3f,"
            + "\"is_final\":%b,\"speech_final\":%b,\"from_finalize\":%b,\"channel\":{"
            + "\"alternatives\":[{\"transcript\":\"%s\",\"confidence\":0.99,\"words\":[]}]},"
            + "\"metadata\":{\"request_id\":\"a\"}}",
        duration,
        start,
        last,
        speechFinal,
        finalize,
        words);
  }
}
