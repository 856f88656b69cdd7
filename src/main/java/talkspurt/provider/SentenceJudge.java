package talkspurt.provider;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Decides of sentences that are about to be spoken. Thread-safe. */
public interface SentenceJudge {

  /**
   * Asks of a sentence; the caller hears nothing of it until it completes. Completes within the judge's time limit, and
   * never fails.
   *
   * @param before the sentence before it; may be empty
   * @param questions that may be answered by yes or no
   * @param meter told what that took, also where its answer comes too late
   */
  CompletionStage<Verdict> judge(
      String sentence, String before, List<String> questions, UsageMeter meter);

  /** What it came to. */
  sealed interface Verdict {

    /** The places of the questions whose answer is yes, from 0. */
    record Answered(Set<Integer> yes) implements Verdict {
      public Answered {
        yes = Set.copyOf(yes);
      }
    }

    /** There is no answer: the time was over. */
    record Late() implements Verdict {}

    /** There is no answer, and why. */
    record Failed(ProviderFailure failure) implements Verdict {}
  }
}
