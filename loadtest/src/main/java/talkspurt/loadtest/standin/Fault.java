package talkspurt.loadtest.standin;

import java.time.Duration;

/** What a stand-in may do wrong. */
public sealed interface Fault {

  /** Nothing. */
  record None() implements Fault {}

  /** It answers with a status, and asks for no particular time. */
  record Status(int code) implements Fault {}

  /** Its connection breaks in the middle of what it was about to say. */
  record DiesHalfWay() implements Fault {}

  /** It is so much slower than usual. */
  record Late(Duration by) implements Fault {}

  /** It takes the request and never says a word. */
  record Hangs() implements Fault {}
}
