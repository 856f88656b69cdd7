package talkspurt.media;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Source;
import java.util.List;
import talkspurt.media.conversation.LineProfile;
import talkspurt.media.profile.Profile;
import talkspurt.provider.SttInput;
import talkspurt.provider.Transcriber;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.UsageMeter;

/**
 * Speech to text of a caller whose language may turn out to be another: the first utterance after that opens another
 * flow, which is asked for that language. What the one before still has to tell is told.
 */
final class TranscribeInLanguage {

  /** A piece of the caller, and the language of whoever is to hear it. */
  private record Piece(SttInput input, Profile profile, List<String> among, boolean another) {}

  private static final long NONE = Long.MIN_VALUE;

  private final LineProfile line;
  private Profile profile;
  private long utterance = NONE;
  private List<String> among = List.of();

  private TranscribeInLanguage(LineProfile line, Profile first) {
    this.line = line;
    this.profile = first;
  }

  /**
   * For one line.
   *
   * @param first the profile that was known first, which has an agent
   */
  static Flow<SttInput, TranscriptEvent, NotUsed> flow(
      LineProfile line, Profile first, UsageMeter meter) {
    return Flow.of(SttInput.class)
        .statefulMapConcat(() -> new TranscribeInLanguage(line, first)::piece)
        .splitWhen(Piece::another)
        .prefixAndTail(1)
        .flatMapConcat(parts -> parts.first().isEmpty()
            ? Source.<TranscriptEvent>empty()
            : transcribed(parts.first(), parts.second(), meter))
        .mergeSubstreams();
  }

  private static Source<TranscriptEvent, NotUsed> transcribed(
      List<Piece> first, Source<Piece, NotUsed> rest, UsageMeter meter) {
    Piece piece = first.get(0);
    Profile.Agent agent = (Profile.Agent) piece.profile().pipeline();
    return Source.from(first)
        .concat(rest)
        .map(Piece::input)
        .via(agent
            .transcriber()
            .transcribe(new Transcriber.Request(
                piece.profile().language(), agent.phrases(), piece.among(), meter)));
  }

  private Iterable<Piece> piece(SttInput input) {
    boolean another = false;
    if (input.utterance() != utterance) {
      boolean first = utterance == NONE;
      utterance = input.utterance();
      Profile now = line.now().pipeline() instanceof Profile.Agent ? line.now() : profile;
      List<String> wanted = line.among();
      another = !first && !(now.language().equals(profile.language()) && wanted.equals(among));
      if (first || another) {
        profile = now;
        among = wanted;
      }
    }
    return List.of(new Piece(input, profile, among, another));
  }
}
