package talkspurt.control;

import java.util.Locale;

/** What is still to be done about the outcome of a call. */
public enum OutcomeWork {
  /** Look what its agent told, and whether that is enough. */
  SETTLE,
  /** Ask a model. */
  ASK,
  /** Tell the profile's webhook. */
  POST;

  /** As it is kept. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
