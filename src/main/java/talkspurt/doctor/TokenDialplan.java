package talkspurt.doctor;

import java.io.IOException;
import java.util.List;

/**
 * Whether our dialplans can show what lines over WebSockets have to show.
 *
 * @param webSocket whether the context for WebSockets is there
 * @param tokens whether the dialplans know of tokens
 */
record TokenDialplan(boolean webSocket, boolean tokens) {

  /** Asks for it; what may not be asked counts as not there. */
  static TokenDialplan ask(AmiSession session) throws IOException {
    return new TokenDialplan(
        exists(session, "talkspurt-websocket"), exists(session, "talkspurt-place"));
  }

  private static boolean exists(AmiSession session, String context) throws IOException {
    return session
        .ask("Getvar", "Variable", "DIALPLAN_EXISTS(" + context + ",s,1)")
        .value("Value")
        .orElse("")
        .equals("1");
  }

  /** What is to be said of it. */
  List<Finding> findings() {
    return webSocket && !tokens
        ? List.of(Finding.warn(
            "talkspurt-websocket",
            "shows no token of its line: an engine that other machines reach refuses it"
                + " (access.line-token)",
            "the newer extensions_talkspurt.conf"))
        : List.of();
  }
}
