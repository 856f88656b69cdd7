package talkspurt.probe;

import java.util.OptionalLong;

/**
 * What came of a synthetic call.
 *
 * @param kind what it came to
 * @param detail what was observed; empty where the kind says it all
 * @param greetingMs from the line's connecting to the first sound of the greeting, where there was one
 * @param answerMs from the end of the question to the first sound of the answer, where there was one
 */
public record ProbeResult(
    Kind kind, String detail, OptionalLong greetingMs, OptionalLong answerMs) {

  /** What a synthetic call comes to. */
  public enum Kind {
    ANSWERED("answered"),
    /** The call start found no place: the engine is full, draining, or sends calls to people. */
    BUSY("busy"),
    /** The call start failed. */
    NOT_STARTED("not-started"),
    /** The line could not be connected, or was closed early. */
    LINE_LOST("line-lost"),
    /** The line carried no sound at all: one-way audio. */
    NO_AUDIO("no-audio"),
    NO_GREETING("no-greeting"),
    NO_ANSWER("no-answer"),
    /** There was an answer, without any of the words that were expected. */
    WRONG_WORDS("wrong-words"),
    /** What was said could not be read from the engine. */
    NO_TRANSCRIPT("no-transcript");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As metrics and logs name it. */
    public String label() {
      return label;
    }
  }

  /** Of a call that did not come as far as a greeting. */
  static ProbeResult early(Kind kind, String detail) {
    return new ProbeResult(kind, detail, OptionalLong.empty(), OptionalLong.empty());
  }

  /** Whether callers are served. */
  public boolean good() {
    return kind == Kind.ANSWERED;
  }

  /** The same call, seen otherwise. */
  ProbeResult as(Kind other, String why) {
    return new ProbeResult(other, why, greetingMs, answerMs);
  }

  /** In one line, for logs and the terminal. */
  public String text() {
    StringBuilder text = new StringBuilder(kind.label());
    if (!detail.isEmpty()) {
      text.append(": ").append(detail);
    }
    greetingMs.ifPresent(ms -> text.append(", greeting after ").append(ms).append(" ms"));
    answerMs.ifPresent(ms -> text.append(", answer after ").append(ms).append(" ms"));
    return text.toString();
  }
}
