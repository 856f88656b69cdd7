package talkspurt.http;

import talkspurt.call.Refusal;

/** What each refusal of a call's is in HTTP. */
final class RefusalProblems {

  private RefusalProblems() {}

  /**
   * 404 where there is no such call; 409 where there is one and its state forbids it. A call that is
   * over is not 410: it can still be read at the same address.
   */
  static ProblemKind of(Refusal why) {
    return switch (why) {
      case UNKNOWN_CALL -> ProblemKind.UNKNOWN_CALL;
      case NOT_ANNOUNCED -> ProblemKind.NOT_ANNOUNCED;
      case ALREADY_REGISTERED -> ProblemKind.ALREADY_REGISTERED;
      case NOT_YOUR_LINE -> ProblemKind.NOT_YOUR_LINE;
      case LINE_IN_USE -> ProblemKind.LINE_IN_USE;
      case CALL_ENDED -> ProblemKind.CALL_ENDED;
      case UNKNOWN_TOOL -> ProblemKind.UNKNOWN_TOOL;
      case TOOL_HAS_RUN -> ProblemKind.TOOL_HAS_RUN;
      case TOOL_FORSAKEN -> ProblemKind.TOOL_FORSAKEN;
      case TOO_MANY_TOOLS -> ProblemKind.TOO_MANY_TOOLS;
      case VOICE_STAYS -> ProblemKind.VOICE_STAYS;
      case KEY_IN_USE -> ProblemKind.KEY_IN_USE;
      case TOO_MANY_WORDS -> ProblemKind.TOO_MANY_WORDS;
      case COMMAND_KNOWN -> ProblemKind.COMMAND_KNOWN;
      case TOO_MANY_COMMANDS -> ProblemKind.TOO_MANY_COMMANDS;
      case NOT_NOW -> ProblemKind.NOT_NOW;
    };
  }
}
