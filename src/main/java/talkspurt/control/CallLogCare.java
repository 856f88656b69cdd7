package talkspurt.control;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** What administrators do for the call log. */
public interface CallLogCare {

  /** Of which version the log is, and how far it is being made anew. */
  CompletionStage<RebuildState> rebuilt();

  /** Has the log made anew from the journal while calls go on; where that is under way it goes on. */
  CompletionStage<RebuildState> rebuild();

  /** How much is set aside. */
  CompletionStage<Long> setAside();

  /**
   * What is set aside, by call and event; some at a time.
   *
   * @param call what is behind this call's event; empty: from the first
   */
  CompletionStage<List<AsideEntry>> setAside(String call, long event);

  /** Tries again what is set aside: of some calls, those that were not tried for longest first. */
  CompletionStage<RetriedCalls> retry();
}
