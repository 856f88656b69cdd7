package talkspurt.fake;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Synthesizer;

/** Says each sentence in sound that carries its words, {@value #MS_PER_CHARACTER} ms a character. */
public final class FakeSynthesizer implements Synthesizer {

  /** How long a character takes to be said. */
  public static final int MS_PER_CHARACTER = 60;

  private static final int PIECE_MS = 60;

  private final List<String> asked = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private final Set<String> unsayable = new HashSet<>();
  private int pulledMs;

  /** What it was asked to say. */
  public List<String> asked() {
    return asked;
  }

  /** The same, with all that was asked. */
  public List<Request> requests() {
    return requests;
  }

  /** How much sound was pulled from it. */
  public int pulledMs() {
    return pulledMs;
  }

  /** It cannot say this. */
  public void cannotSay(String sentence) {
    unsayable.add(sentence);
  }

  /** How long a sentence takes to be said. */
  public static int lengthMs(String sentence) {
    return (sentence.length() * MS_PER_CHARACTER + PIECE_MS - 1) / PIECE_MS * PIECE_MS;
  }

  @Override
  public Source<Sound, NotUsed> synthesize(Request request) {
    asked.add(request.text());
    requests.add(request);
    if (unsayable.contains(request.text())) {
      return Source.single(new Sound.Failed(
          new ProviderFailure(ProviderFailure.Kind.REJECTED_REQUEST, "fake", "cannot be said")));
    }
    return Source.<Sound>from(
            Sounds.pieces(SpokenSound.of(request.text(), lengthMs(request.text())), 8 * PIECE_MS)
                .stream()
                .map(frame -> (Sound) new Sound.Pcm(frame))
                .toList())
        .map(sound -> {
          pulledMs += PIECE_MS;
          return sound;
        });
  }
}
