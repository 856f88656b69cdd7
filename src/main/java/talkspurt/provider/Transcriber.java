package talkspurt.provider;

import akka.NotUsed;
import akka.stream.javadsl.Flow;
import java.util.List;

/**
 * Speech to text.
 *
 * <p>The pipeline of a call opens one flow when the caller is first heard to speak and keeps it to
 * the end of the call. Into it go utterances cut by our own hearing, each a run of {@link
 * SttInput.Audio} closed by one {@link SttInput.EndOfSpeech}; utterances never overlap. Out
 * come any number of partials and hints and, for each {@code EndOfSpeech}, exactly one {@link
 * TranscriptEvent.Final} (empty when nothing was understood) or {@link TranscriptEvent.Failed}. An
 * adapter may tell that failure sooner, as soon as it is certain, so that {@link
 * FallbackTranscriber}, through which calls reach it, can turn to the next one; nothing more of that
 * utterance comes then.
 *
 * <p>Work is done off the stream's own threads and is bounded: a flow that cannot keep up
 * back-pressures, and the caller of the flow drops and counts. Cancelling either side frees
 * everything the flow holds.
 */
public interface Transcriber {

  /** A flow for one call. */
  Flow<SttInput, TranscriptEvent, NotUsed> transcribe(Request request);

  /**
   * What a recogniser may use to do better.
   *
   * @param language BCP 47 tag, such as {@code en}
   * @param phrases what callers of this profile are likely to say, in lower case
   * @param among which language is spoken is to be found out, and is one of these; empty: it is {@code language}
   * @param meter told what is used
   */
  record Request(String language, List<String> phrases, List<String> among, UsageMeter meter) {

    public Request {
      among = List.copyOf(among);
    }

    /** One in a language that is known. */
    public Request(String language, List<String> phrases, UsageMeter meter) {
      this(language, phrases, List.of(), meter);
    }

    /** One for which nobody pays. */
    public Request(String language, List<String> phrases) {
      this(language, phrases, UsageMeter.NONE);
    }

    /** The same with another meter. */
    public Request with(UsageMeter other) {
      return new Request(language, phrases, among, other);
    }

    /** Whether the language is to be found out. */
    public boolean detects() {
      return !among.isEmpty();
    }
  }
}
