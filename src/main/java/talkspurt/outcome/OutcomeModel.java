package talkspurt.outcome;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import talkspurt.call.TranscriptEntry;
import talkspurt.provider.OutcomeForm;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.UsageMeter;

/** Tells how a call came out from what was said in it. Asked once the call is over. */
public interface OutcomeModel {

  /**
   * What it is asked.
   *
   * @param language of the call, a BCP 47 tag; empty: the profile's
   * @param transcript what the caller said and heard
   */
  record Question(
      String callId,
      String language,
      String endReason,
      List<TranscriptEntry> transcript,
      OutcomeForm form) {

    /** Without the caller's words. */
    @Override
    public String toString() {
      return "Question[" + callId + "]";
    }
  }

  /** What it answers. */
  sealed interface Answer {

    /** An outcome that fits the form: {@code summary}, {@code disposition} and {@code fields}, as far as it told them. */
    record Told(Map<String, String> outcome) implements Answer {
      @Override
      public String toString() {
        return "Told" + outcome.keySet();
      }
    }

    /** No outcome, or none that fits. */
    record Failed(ProviderFailure failure) implements Answer {}
  }

  /**
   * Asks; completes within limits of its own, and never fails.
   *
   * @param meter told what the model takes
   */
  CompletionStage<Answer> ask(Question question, UsageMeter meter);
}
