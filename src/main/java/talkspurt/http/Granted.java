package talkspurt.http;

import talkspurt.control.CallReply;
import talkspurt.control.CallSummary;

/** What a call answered, if it granted what was asked. */
final class Granted {

  private Granted() {}

  static CallSummary call(CallReply reply) {
    return done(reply).call();
  }

  static CallReply.Done done(CallReply reply) {
    if (reply instanceof CallReply.Done done) {
      return done;
    }
    if (reply instanceof CallReply.Refused refused) {
      throw Problem.of(refused.why()).found();
    }
    throw new AssertionError(reply);
  }
}
