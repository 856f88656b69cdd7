package talkspurt.provider;

import java.util.concurrent.CompletionStage;

/** Finds what of documents answers a caller. Thread-safe. */
@FunctionalInterface
public interface Retriever {

  /**
   * What an agent is told beside its prompt that answers this turn; nothing where nobody asked in words.
   * Never fails, takes no longer than its settings allow, and tells the request's meter what it used.
   */
  CompletionStage<String> told(Responder.Request request);
}
